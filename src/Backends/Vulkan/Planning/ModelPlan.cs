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
    public IReadOnlyList<SlotRows> WindowRows => RowsOf(static (kernel, operand) => kernel.RowsTogether(operand));

    /// <summary>The rows that stay together even where the <see cref="WindowRows"/> are too many for a window; of weights for which that is fewer.</summary>
    public IReadOnlyList<SlotRows> WindowParts
    {
        get
        {
            IReadOnlyList<SlotRows> whole = WindowRows;
            return [.. RowsOf(static (kernel, operand) => kernel.RowsAtLeast(operand)).Where((part, index) => part.Rows < whole[index].Rows)];
        }
    }

    private IEnumerable<PlannedBlock> Blocks => Towers.SelectMany(static tower => tower.Blocks).Concat(Encoder?.Blocks ?? []);

    private IReadOnlyList<SlotRows> RowsOf(Func<Kernel, int, int> rowsOf)
    {
        ILookup<string, SlotRows> uses = Blocks
            .SelectMany(static block => block.Calls.SelectMany((call, index) => block.Plan.Works[index].Uses.Select((use, operand) => new KernelOperand(use.Resource, call.Kernel, operand))))
            .Where(static use => use.Resource is Resource.Weight)
            .Select(use => new SlotRows(((Resource.Weight)use.Resource).Slot, rowsOf(use.Kernel, use.Operand)))
            .ToLookup(static use => use.Slot.Name);
        return [.. Weights.Slots.Where(slot => uses[slot.Name].Any() && uses[slot.Name].All(static use => use.Rows > 0)).Select(slot => new SlotRows(slot, uses[slot.Name].Max(static use => use.Rows)))];
    }

    /// <summary>Rows of one call that the kernels are made for.</summary>
    public int MaxRows => Module.Spec.Experts is ExpertsSpec experts ? RouteSortKernel.MostRows(experts.PerToken) : PrefillLimits.Rows;

    private sealed record KernelOperand(Resource Resource, Kernel Kernel, int Operand);
}

/// <summary>Rows of a weight that stay together.</summary>
internal sealed record SlotRows(WeightSlot Slot, int Rows);

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
