using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>A norm whose rows are zero at padding columns: (x, weight).</summary>
internal sealed record MaskedNorm(NormSpec Norm) : Op("masked_norm")
{
    public override string Attributes => Norm.ToString();

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == inputs[1].Width, "the weight has the norm's width", inputs);
        return inputs[0];
    }
}
