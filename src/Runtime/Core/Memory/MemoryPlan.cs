using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>What a model and one session need on the device, known before a byte is loaded.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="States">Caches and recurrent states of the session.</param>
/// <param name="Scratch">Buffers within a call, those that share their bytes counted once; empty where a library allocates them as it computes.</param>
/// <param name="Io">What the host writes and reads: tokens, positions, logits.</param>
public sealed record MemoryPlan(IReadOnlyList<MemoryUse> Weights, IReadOnlyList<MemoryUse> States, IReadOnlyList<MemoryUse> Scratch, IReadOnlyList<MemoryUse> Io)
{
    /// <summary>All of it, in bytes.</summary>
    public long Total => Table.Total;

    /// <summary>All entries as one table.</summary>
    public MemoryTable Table => new([.. Weights, .. States, .. Scratch, .. Io]);

    /// <summary>What a session adds to a loaded model.</summary>
    public MemoryTable Session => new([.. States, .. Scratch, .. Io]);

    /// <summary>The table as lines of text, the total last.</summary>
    public string ToTable() => Table.ToTable();
}
