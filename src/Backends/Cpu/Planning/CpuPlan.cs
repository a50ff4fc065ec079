using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>Everything that is decided of a tower before text is written. <paramref name="Prefix"/> stands before the names of what is generated for it.</summary>
internal sealed record CpuPlan(Module Module, Tower Tower, string Prefix, ArenaPlan Arena)
{
    public static CpuPlan Of(Module module, Tower tower) => new(module, tower, TowerNames.Prefix(module, tower), new ArenaPlan(tower));

    /// <summary>Slots of filters, which are kept tap by tap.</summary>
    public IEnumerable<WeightSlot> Transposed => Tower.Kinds
        .SelectMany(static kind => kind.Body.Nodes.Where(static node => node.Op is MixedConvolution).Select(node => ((Weight)kind.Body.Define(node.Inputs[1]).Op).Slot))
        .Distinct();

    /// <summary>The one exit: logits of the causal language model, or the features of a tower that sees.</summary>
    public Block Exit => Tower.Exits.Count == 1 ? Tower.Exits[0] : throw new IrException($"{Literal.Of(Tower.Exits.Count)} exits; the CPU backend computes one");

    /// <summary>The parameter by which a block's method gets the number of its weights; null for one whose weights have none.</summary>
    public string? NumberOf(Block block) =>
        Tower.Kinds.Contains(block) ? "layer"
        : Tower.Taps.Any(tap => tap.Block == block) ? "reading"
        : null;
}
