using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Backends.Tests;

/// <summary>The numbers of one call, the format of its caches, and how a device profile would cut the work; null: as the runtime does on this device.</summary>
internal sealed record KernelSetting
{
    public int Batch { get; init; } = 1;

    public int Tokens { get; init; } = 1;

    public int Past { get; init; }

    public int Capacity { get; init; } = 1;

    public int KeyValueHeads { get; init; } = 1;

    public int RowOffset { get; init; }

    /// <summary>Left padding columns of each sequence; none where it is empty.</summary>
    public int[] Padding { get; init; } = [];

    /// <summary>Where each sequence stands; empty: all at <see cref="Past"/>, with the padding above.</summary>
    public SequenceSpan[] Ages { get; init; } = [];

    public ElementFormat Cache { get; init; } = ElementFormat.Float32;

    public int? Subgroups { get; init; }

    public int? Rows { get; init; }

    /// <summary>What the step buffer has of each sequence.</summary>
    public SequenceSpan[] Sequences(CallShape shape) =>
        Ages.Length > 0 ? Ages : [.. Enumerable.Range(0, Batch).Select(b => new SequenceSpan(shape.Past, Padding.Length > 0 ? Padding[b] : 0, shape.Keys))];
}
