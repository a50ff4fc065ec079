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

    /// <summary>Rows of one call that the kernels are made for.</summary>
    public int MaxRows => Module.Spec.Experts is ExpertsSpec experts ? RouteSortKernel.MostRows(experts.PerToken) : PrefillLimits.Rows;
}

/// <summary>The embeddings and the kinds of layers of one function.</summary>
internal sealed record PlannedFunction(RecordedFunction Function, PlannedBlock Entry, EquatableArray<PlannedBlock> Kinds)
{
    public IEnumerable<PlannedBlock> Blocks => new[] { Entry }.Concat(Kinds);
}
