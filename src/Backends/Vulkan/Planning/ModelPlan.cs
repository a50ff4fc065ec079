using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Everything that is decided before text is written.</summary>
internal sealed record ModelPlan(
    Module Module,
    EquatableArray<PlannedTower> Towers,
    PlannedEncoder? Encoder,
    KernelTable Kernels,
    WeightTable Weights,
    StateTable States,
    ScratchTable Scratch,
    Schedule Schedule)
{
    /// <summary>Dispatches that one decoded token takes.</summary>
    public int DispatchesPerToken => Text.Decode.Entry.Calls.Count + Text.Tower.Layers.Sum(kind => Text.Decode.Kinds[kind].Calls.Count) + Text.Exits[0].Last.Calls.Count;

    /// <summary>The tower that a session runs.</summary>
    public PlannedTower Text => Towers[0];

    /// <summary>For each weight that all of its kernels take in windows: the rows that must stay together, in the order of the weights.</summary>
    public IReadOnlyList<KeyValuePair<WeightSlot, int>> WindowRows => RowsOf(static (kernel, operand) => kernel.RowsTogether(operand));

    /// <summary>The rows that stay together even where the <see cref="WindowRows"/> are too many for a window; of weights for which that is fewer.</summary>
    public IReadOnlyList<KeyValuePair<WeightSlot, int>> WindowParts =>
        [.. RowsOf(static (kernel, operand) => kernel.RowsAtLeast(operand)).Zip(WindowRows, static (part, whole) => (part, whole)).Where(static rows => rows.part.Value < rows.whole.Value).Select(static rows => rows.part)];

    private IEnumerable<PlannedBlock> Blocks => Towers.SelectMany(static tower => tower.Blocks).Concat(Encoder?.Blocks ?? []);

    private IReadOnlyList<KeyValuePair<WeightSlot, int>> RowsOf(Func<Kernel, int, int> rowsOf)
    {
        ILookup<string, int> rows = Blocks
            .SelectMany(static block => block.Calls.SelectMany((call, index) => block.Plan.Works[index].Uses.Select((use, operand) => (use.Resource, call.Kernel, Operand: operand))))
            .Where(static use => use.Resource is Resource.Weight)
            .ToLookup(static use => ((Resource.Weight)use.Resource).Slot.Name, use => rowsOf(use.Kernel, use.Operand));
        return [.. Weights.Slots.Where(slot => rows[slot.Name].Any() && rows[slot.Name].All(static count => count > 0)).Select(slot => new KeyValuePair<WeightSlot, int>(slot, rows[slot.Name].Max()))];
    }

    /// <summary>Rows of one call that the kernels are made for.</summary>
    public int MaxRows => Module.Spec.Experts is ExpertsSpec experts ? RouteSortKernel.MostRows(experts.PerToken) : PrefillLimits.Rows;
}

/// <summary>A tower in its forms. <paramref name="Prefix"/> stands before the names of what is generated for it.</summary>
internal sealed record PlannedTower(Tower Tower, string Prefix, PlannedFunction Decode, PlannedFunction Prefill, EquatableArray<PlannedExit> Exits)
{
    public IEnumerable<PlannedBlock> Blocks => [.. Decode.Blocks, .. Prefill.Blocks, .. Exits.SelectMany(static exit => new[] { exit.Last, exit.All })];
}

/// <summary>The entry and the kinds of layers in one form: <paramref name="Form"/> is the tower as the passes left it.</summary>
internal sealed record PlannedFunction(string Name, Tower Form, PlannedBlock Entry, EquatableArray<PlannedBlock> Kinds)
{
    public IEnumerable<PlannedBlock> Blocks => new[] { Entry }.Concat(Kinds);
}

/// <summary>A head for the last column of each sequence, and for a window of rows.</summary>
internal sealed record PlannedExit(string Name, int Width, PlannedBlock Last, PlannedBlock All);
