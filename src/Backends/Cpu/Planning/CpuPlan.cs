using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>Everything that is decided before text is written.</summary>
internal sealed record CpuPlan(Module Module, Tower Tower, ArenaPlan Arena)
{
    public static CpuPlan Of(Module module, Tower tower) => new(module, tower, new ArenaPlan(tower));

    /// <summary>Slots of filters, which are kept tap by tap.</summary>
    public IEnumerable<WeightSlot> Transposed => Tower.Kinds
        .SelectMany(static kind => kind.Body.Nodes.Where(static node => node.Op is MixedConvolution).Select(node => ((Weight)kind.Body.Define(node.Inputs[1]).Op).Slot))
        .Distinct();

    /// <summary>The one exit: logits of the causal language model.</summary>
    public Block Exit => Tower.Exits.Count == 1 ? Tower.Exits[0] : throw new IrException($"{Literal.Of(Tower.Exits.Count)} exits; the CPU backend computes logits alone");
}
