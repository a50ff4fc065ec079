using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>How many bytes a row of an activation takes.</summary>
internal static class Activations
{
    /// <summary>A row of floats, padded to blocks of 8.</summary>
    public static long RowBytes(int width) => 4L * Padding.RoundUp8(width);

    /// <summary>Bytes for a row of the call: a tensor of merged rows has one for several of them.</summary>
    public static long RowBytes(TensorType type) => type.Element switch
    {
        ElementType.Route => 8L * type.Width,
        ElementType.F32 => Padding.DivideUp((int)RowBytes(type.Shape.Skip(1).Aggregate(1, static (product, dim) => product * dim.Factor)), type.Shape[0].Divisor),
        _ => throw new IrException($"no activation is {type}"),
    };
}
