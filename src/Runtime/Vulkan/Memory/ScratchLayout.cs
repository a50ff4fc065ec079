using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>How the scratch buffers of a call lie: slots, and each buffer at the beginning of its slot.</summary>
internal sealed class ScratchLayout
{
    private readonly IReadOnlyList<ScratchDefinition> _definitions;
    private readonly long[] _bytes;
    private readonly int[] _slotNumbers;

    public ScratchLayout(IReadOnlyList<ScratchDefinition> definitions, int batch, int rows, int splits)
    {
        _definitions = definitions;
        _bytes = [.. definitions.Select(d => d.Bytes * d.Unit switch
        {
            ScratchUnit.Row => rows,
            ScratchUnit.Sequence => batch,
            ScratchUnit.SequenceSplit => (long)batch * splits,
            _ => 1,
        })];
        _slotNumbers = [.. definitions.Select(static d => d.Slot).Distinct().Order()];
        Slots = [.. _slotNumbers.Select(slot => new BufferRequest(
            $"scratch {string.Join(", ", definitions.Where(d => d.Slot == slot).Select(static d => d.Name))}",
            Enumerable.Range(0, definitions.Count).Where(i => definitions[i].Slot == slot).Max(i => _bytes[i])))];
    }

    /// <summary>One request a slot.</summary>
    public IReadOnlyList<BufferRequest> Slots { get; }

    public long Bytes => Slots.Sum(static slot => BufferArena.Align(slot.Bytes));

    /// <summary>Each buffer's range, given the slots' ranges in the order of <see cref="Slots"/>.</summary>
    public IReadOnlyList<BufferRange> Place(IReadOnlyList<BufferRange> slots) =>
        [.. Enumerable.Range(0, _definitions.Count).Select(i =>
        {
            BufferRange slot = slots[Array.IndexOf(_slotNumbers, _definitions[i].Slot)];
            return new BufferRange(slot.Buffer, slot.Offset, _bytes[i], _definitions[i].Name);
        })];
}
