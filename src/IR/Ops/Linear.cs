using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>Rows of the table, one for each token: (tokens, table).</summary>
internal sealed record Embedding() : Op("embedding")
{
    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Element == ElementType.I32 && inputs[1].Shape.Count == 2, "token ids and a table", inputs);
        return TensorType.Of(ElementType.F32, inputs[0].Shape[0], inputs[1].Width);
    }
}

/// <summary>The sum of a table's rows by the weights of each row's taps: (taps[rows, n], table). With four taps of a grid it interpolates.</summary>
internal sealed record InterpolatedEmbedding() : Op("interpolated_embedding")
{
    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Element == ElementType.Tap && inputs[0].Shape.Count == 2 && inputs[1].Shape.Count == 2, "taps and a table", inputs);
        return TensorType.Of(ElementType.F32, inputs[0].Shape[0], inputs[1].Width);
    }
}

/// <summary><c>x·Wᵀ (+ bias)</c>: (x, weight[out, in], bias?).</summary>
internal sealed record Linear() : Op("linear")
{
    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[1].Shape.Count == 2 && inputs[0].Width == inputs[1].Width, "x and the weight agree in columns", inputs);
        Require(inputs.Count < 3 || inputs[2].Width == inputs[1].Shape[0].Factor, "the bias has one number a row of the weight", inputs);
        return inputs[0].WithWidth(inputs[1].Shape[0].Factor);
    }
}
