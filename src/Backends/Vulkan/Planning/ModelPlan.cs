using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Everything that is decided before text is written.</summary>
internal sealed record ModelPlan(
    Module Module,
    PlannedFunction Decode,
    PlannedFunction Prefill,
    PlannedBlock LastLogits,
    PlannedBlock AllLogits,
    KernelTable Kernels,
    WeightTable Weights,
    StateTable States,
    ScratchTable Scratch,
    Schedule Schedule)
{
    /// <summary>Dispatches that one decoded token takes.</summary>
    public int DispatchesPerToken =>
        Decode.Entry.Calls.Count + Module.Layers.Layers.Sum(entry => Decode.Kinds[entry.Kind].Calls.Count) + LastLogits.Calls.Count;

    /// <summary>For each weight that all of its kernels take in windows: the rows that must stay together, in the order of the weights.</summary>
    public IReadOnlyList<KeyValuePair<WeightSlot, int>> WindowRows
    {
        get
        {
            IEnumerable<(string Slot, int Rows)> uses = Blocks.SelectMany(static block => block.Calls.SelectMany((call, index) => block.Plan.Works[index].Uses
                .Select((use, operand) => (use.Resource, Rows: call.Kernel.RowsTogether(operand)))
                .Where(static use => use.Resource is Resource.Weight)
                .Select(static use => (((Resource.Weight)use.Resource).Slot.Name, use.Rows))));
            ILookup<string, int> rows = uses.ToLookup(static use => use.Slot, static use => use.Rows);
            return [.. Weights.Slots.Where(slot => rows[slot.Name].Any() && rows[slot.Name].All(static count => count > 0)).Select(slot => new KeyValuePair<WeightSlot, int>(slot, rows[slot.Name].Max()))];
        }
    }

    private IEnumerable<PlannedBlock> Blocks => [.. Decode.Blocks, .. Prefill.Blocks, LastLogits, AllLogits];

    /// <summary>Rows of one call that the kernels are made for.</summary>
    public int MaxRows => Module.Spec.Experts is ExpertsSpec experts ? RouteSortKernel.MostRows(experts.PerToken) : PrefillLimits.Rows;
}

/// <summary>The embeddings and the kinds of layers of one function.</summary>
internal sealed record PlannedFunction(RecordedFunction Function, PlannedBlock Entry, EquatableArray<PlannedBlock> Kinds)
{
    public IEnumerable<PlannedBlock> Blocks => new[] { Entry }.Concat(Kinds);
}
