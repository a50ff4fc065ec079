using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Bytes of a device buffer that a kernel may be bound to.</summary>
public readonly record struct BufferRange
{
    internal BufferRange(DeviceBuffer buffer, long offset, long bytes, string name)
    {
        Buffer = buffer;
        Offset = offset;
        Bytes = bytes;
        Name = name;
    }

    /// <summary>Where it begins in its buffer.</summary>
    public long Offset { get; }

    /// <summary>How long it is.</summary>
    public long Bytes { get; }

    /// <summary>What it holds, for messages.</summary>
    public string Name { get; }

    internal DeviceBuffer Buffer { get; }

    /// <summary>For rows of a matrix: how they are stored.</summary>
    internal BlockFormat? Format { get; init; }

    /// <summary>For a matrix whose columns are kept in an order of their own: that order.</summary>
    internal InputOrder? Order { get; init; }

    /// <summary>For a weight or state too large to bind, or a weight whose rows are stored in several formats: its windows, of which this range is the first.</summary>
    internal IReadOnlyList<BufferWindow>? Windows { get; init; }

    /// <summary>Its windows' ranges, or itself.</summary>
    internal IReadOnlyList<BufferRange> Parts => Windows is null ? [this] : [.. Windows.Select(static window => window.Range)];

    /// <summary>How long it is with all its windows.</summary>
    internal long TotalBytes => Windows?.Sum(static window => window.Range.Bytes) ?? Bytes;

    internal BufferRange Slice(long offset, long bytes) => new(Buffer, Offset + offset, bytes, Name) { Format = Format };

    internal bool Overlaps(BufferRange other) =>
        ReferenceEquals(Buffer, other.Buffer) && Offset < other.Offset + other.Bytes && other.Offset < Offset + Bytes;
}
