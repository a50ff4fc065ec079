using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>A scratch buffer under its name: where it lies in the arena and its width, in floats of a row. It has a row for each <paramref name="Merged"/> rows of a call.</summary>
internal sealed record ArenaBuffer(string Name, int Offset, int Width, int Merged);

/// <summary>
/// Where every value of every block lies. Values of one block that are alive at once lie apart; blocks share the arena. Equal buffers of several blocks are one;
/// an unequal one of a name that is taken gets its block's name before it.
/// </summary>
internal sealed class ArenaPlan
{
    /// <summary>The name of the residual stream's buffer, which lives from block to block.</summary>
    public const string Residual = "X";

    /// <summary>Offsets are multiples of this many floats: a cache line, whatever the number of rows.</summary>
    private const int CacheLineFloats = 16;

    private readonly List<ArenaBuffer> _buffers = [];
    private readonly Dictionary<string, ValueBuffers> _values;
    private readonly Dictionary<WordOfBlock, string> _names = [];

    public ArenaPlan(Tower tower)
    {
        ResidualBuffer = new(Residual, ScratchUnit.Row, (long)tower.Width * sizeof(float));
        _values = tower.Blocks.ToDictionary(static block => block.Name, block => new ValueBuffers(block.Body, ResidualBuffer, isEntry: block == tower.Entry));
        BlockPlan[] plans = [.. tower.Blocks.Select(Plan)];
        int[] offsets = Offsets([.. plans.SelectMany(static plan => plan.Buffers)]);
        Floats = offsets[^1];
        foreach (BlockPlan plan in plans)
        {
            foreach (Placement place in plan.Buffers)
            {
                RowShape shape = place.Pinned ? new(tower.Width, Merged: 1) : _values[plan.Name].ShapeOf(place.Buffer);
                Name(plan.Name, new ArenaBuffer(place.Buffer.Name, offsets[place.Slot], shape.Width, shape.Merged));
            }
        }
    }

    /// <summary>The buffers, in order of first use.</summary>
    public IReadOnlyList<ArenaBuffer> Buffers => _buffers;

    /// <summary>Floats of a row, all buffers together.</summary>
    public int Floats { get; }

    public ScratchBuffer ResidualBuffer { get; }

    /// <summary>The buffers of a block's values.</summary>
    public ValueBuffers ValuesOf(Block block) => _values[block.Name];

    /// <summary>The name of a block's buffer in generated code.</summary>
    public string NameOf(Block block, ScratchBuffer buffer) => _names[new(block.Name, buffer.Name)];

    /// <summary>Where each slot begins, and behind the last where all end: a slot is as wide as its widest buffer.</summary>
    private static int[] Offsets(IReadOnlyList<Placement> places)
    {
        int[] offsets = new int[places.Max(static place => place.Slot) + 2];
        for (int slot = 0; slot + 1 < offsets.Length; slot++)
        {
            int width = places.Where(place => place.Slot == slot).Select(static place => Width(place.Buffer)).DefaultIfEmpty(0).Max();
            offsets[slot + 1] = offsets[slot] + ((width + CacheLineFloats - 1) / CacheLineFloats * CacheLineFloats);
        }

        return offsets;
    }

    private void Name(string block, ArenaBuffer buffer)
    {
        string word = buffer.Name;
        if (_buffers.Any(known => known.Name == word && known != buffer))
        {
            buffer = buffer with { Name = CSharpName.Pascal(block) + word };
        }

        _names[new(block, word)] = buffer.Name;
        if (!_buffers.Contains(buffer))
        {
            _buffers.Add(buffer);
        }
    }

    /// <summary>Every operation is over before the next begins, so each is an interval of its own.</summary>
    private BlockPlan Plan(Block block)
    {
        ValueBuffers values = _values[block.Name];
        Work[] works =
        [
            .. block.Body.Nodes.Where(node => node.Op is not Parameter { Port: InputPort.Residual } && values.IsScratch(node.Result)).Select(node => new Work(
                node.Op.Name,
                node.Inputs.Where(values.IsScratch).Select(input => new Use(new Resource.Scratch(values[input]), Reads: true, Writes: false))
                    .Append(new Use(new Resource.Scratch(values[node.Result]), Reads: node.Op.InPlaceInput >= 0, Writes: true))
                    .ToEquatableArray())),
        ];
        int[] order = [.. Enumerable.Range(0, works.Length)];
        EquatableArray<Interval> intervals = order.Select(static work => new Interval([work])).ToEquatableArray();
        return new BlockPlan(block.Name, works.ToEquatableArray(), intervals, SlotColouring.Place(works, order, [ResidualBuffer]));
    }

    private static int Width(ScratchBuffer buffer) => (int)(buffer.Bytes / sizeof(float));

    private sealed record WordOfBlock(string Block, string Word);
}
