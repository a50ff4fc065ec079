using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>How many bytes a row of an activation takes.</summary>
internal static class Activations
{
    /// <summary>A row of floats, padded to blocks of 8.</summary>
    public static long RowBytes(int width) => 4L * Padding.RoundUp8(width);

    public static long RowBytes(TensorType type) => type.Element switch
    {
        ElementType.Route => 8L * type.Width,
        ElementType.F32 => RowBytes(type.Shape.Skip(1).Aggregate(1, static (product, dim) => product * dim.Factor)),
        _ => throw new IrException($"no activation is {type}"),
    };
}
