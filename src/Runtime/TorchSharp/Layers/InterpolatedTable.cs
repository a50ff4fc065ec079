using System;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>A table of positions between whose rows patches lie: each gets a sum of rows by their weights, in float32 (transformers: <c>vision_utils.py</c>).</summary>
public sealed class InterpolatedTable : nn.Module<ForwardPass, Tensor>
{
    /// <summary>[positions, width].</summary>
    public readonly Parameter weight;

    /// <summary>A table without values.</summary>
    public InterpolatedTable(ParameterFactory parameters, long count, long width)
        : base(nameof(InterpolatedTable))
    {
        weight = parameters.Create(count, width);
        RegisterComponents();
    }

    /// <summary>The positions of the pass's patches, [patches, width].</summary>
    public override Tensor forward(ForwardPass pass)
    {
        PatchRows patches = pass.Patches ?? throw new InvalidOperationException("This pass has no patches.");
        Tensor rows = weight.index_select(0, patches.TapRows).to(float32).view(pass.Tokens, -1, weight.shape[1]);
        return bmm(patches.TapWeights, rows).squeeze(1).to(pass.Type);
    }
}
