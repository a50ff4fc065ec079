using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>What an op asks of its inputs: each rule alone, with everything else as it should be.</summary>
internal static class OpRules
{
    public static TensorType Rows(int width) => TensorType.Of(ElementType.F32, Dim.Rows, width);

    public static TensorType Table(int rows, int columns) => TensorType.Of(ElementType.F32, rows, columns);

    public static TensorType Vector(int length) => TensorType.Of(ElementType.F32, length);

    public static TensorType Routes(int slots) => TensorType.Of(ElementType.Route, Dim.Rows, slots);

    /// <summary>The op makes <paramref name="result"/> of its inputs, and refuses them where one of them is another.</summary>
    public static void Hold(Op op, string result, TensorType[] inputs, params (int Input, TensorType Wrong)[] changes)
    {
        Assert.Equal(result, op.Infer(inputs).ToString());
        foreach ((int input, TensorType wrong) in changes)
        {
            Refuses(op, [.. inputs.Select((type, index) => index == input ? wrong : type)]);
        }
    }

    /// <summary>The op is named, and what it was given.</summary>
    public static void Refuses(Op op, params TensorType[] inputs)
    {
        IrException error = Assert.Throws<IrException>(() => op.Infer(inputs));
        Assert.StartsWith(op + ": ", error.Message, System.StringComparison.Ordinal);
        Assert.EndsWith("; inputs are " + string.Join<TensorType>(", ", inputs), error.Message, System.StringComparison.Ordinal);
    }
}
