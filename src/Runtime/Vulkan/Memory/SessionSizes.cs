using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The sizes of a session's buffers: the one place that both the memory plan and the allocation ask.</summary>
internal sealed record SessionSizes(VulkanModelDefinition Definition, int Batch, int Capacity, int PrefillChunk, ElementFormat Cache)
{
    /// <summary>Rows that an exit is computed for at once when all are wanted.</summary>
    public const int Window = 64;

    /// <summary>Columns a sequence can have: the kernel of decode attention is made for no more parts of the key axis.</summary>
    public const int LongestContext = 262_144;

    /// <summary>Columns of a call that kernels are made for: more would take their loops beyond what some drivers allow.</summary>
    public const int MaxColumns = 1024;

    /// <summary>Rows of a call that kernels are made for, unless the model says fewer.</summary>
    public const int MaxRows = 32_768;

    /// <summary>Columns of the largest chunk that a kernel works on.</summary>
    private const int LargestChunk = 64;

    /// <summary>Columns of the widest matrix whose inputs are taken in an order of its own; 0 where none are.</summary>
    public int ReorderedColumns { get; init; }

    /// <summary>Rows of inputs in the order of a matrix's columns.</summary>
    public BufferRequest? Reordered => ReorderedColumns == 0 ? null : new BufferRequest("inputs in order", Rows * RowBytes(ReorderedColumns));

    /// <summary>Columns a sequence can have.</summary>
    /// <exception cref="ContextOverflowException">More than <see cref="LongestContext"/>.</exception>
    public int Capacity { get; } = Capacity <= LongestContext ? Capacity : throw new ContextOverflowException(Capacity, LongestContext);

    /// <summary>Columns computed at once.</summary>
    public int Chunk => Math.Max(1, Math.Min(Math.Min(PrefillChunk, MaxColumns), Math.Min(Capacity, Definition.MaxRows / Batch)));

    /// <summary>The most rows of a call.</summary>
    public int Rows => checked(Batch * Chunk);

    /// <summary>The tower that a session runs.</summary>
    public TowerDefinition Tower => Definition.Towers[0];

    /// <summary>One request for each exit's result: a row a sequence, or a window of rows.</summary>
    public IReadOnlyList<BufferRequest> Outputs => [.. Tower.Info.Exits.Select(exit => new BufferRequest(exit.Name, Math.Max(Batch, Math.Min(Window, Rows)) * RowBytes(exit.Width)))];

    public long CounterBytes => (long)Batch * Math.Max(1, Tower.AttentionGroups) * sizeof(uint);

    public long StepBytes => StepBuffer.Bytes(Batch);

    public long TokenBytes => (long)Rows * sizeof(uint);

    public long RopeBytes => (long)Rows * (Definition.Rope?.RotaryDim ?? 0) * sizeof(float);

    /// <summary>
    /// Rows that scratch buffers are laid out for: kernels that work on chunks of a sequence's columns round them up to a whole chunk
    /// (a power of two, at most <see cref="LargestChunk"/>), and their workspaces are counted by rows.
    /// </summary>
    private int ScratchRows => checked(Batch * ((Chunk + LargestChunk - 1) / LargestChunk * LargestChunk));

    public ScratchLayout Scratch => new(Definition.Scratch, Batch, ScratchRows, StepBuffer.Splits(Capacity));

    /// <summary>For each layer of each state, in that order, one request for each of its windows.</summary>
    public IReadOnlyList<IReadOnlyList<BufferRequest>> States(WindowRules windows) =>
        [.. Definition.States.SelectMany(state => state.Layers.Select(layer => Requests(FormattableString.Invariant($"{state.Name} of layer {layer}"), RowsOf(state), windows)))];

    /// <summary>Bytes of a row of activations: padded to blocks of 8.</summary>
    public static long RowBytes(int width) => (width + 7) / 8 * 8L * sizeof(float);

    public StateRows RowsOf(StateDefinition state) => state.Rows(Batch, Capacity, CacheFormats.Row(Cache));

    private static IReadOnlyList<BufferRequest> Requests(string name, StateRows rows, WindowRules windows)
    {
        IReadOnlyList<(long First, long Rows)> cut = rows.Cut(windows);
        return cut.Count == 1
            ? [new BufferRequest(name, rows.Bytes)]
            : [.. cut.Select(window => new BufferRequest(FormattableString.Invariant($"{name}, rows {window.First} to {window.First + window.Rows - 1}"), window.Rows * rows.RowBytes))];
    }
}
