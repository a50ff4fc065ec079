using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>A root-mean-square norm of the last column's row of every sequence: (x, weight), [rows, n] to [batch, n].</summary>
internal sealed record LastNorm(NormSpec Norm) : Op("last_norm")
{
    public override string Attributes => Norm.ToString();

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Shape[0] == Dim.Rows && inputs[0].Width == inputs[1].Width, "rows, and the weight has their width", inputs);
        return TensorType.Of(inputs[0].Element, Dim.Batch, inputs[0].Width);
    }
}
