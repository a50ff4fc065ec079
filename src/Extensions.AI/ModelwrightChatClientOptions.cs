using Microsoft.Extensions.Logging;

namespace Modelwright.Extensions.AI;

/// <summary>How a <see cref="ModelwrightChatClient"/> works.</summary>
public sealed record ModelwrightChatClientOptions
{
    /// <summary>
    /// Whether the states of conversations are kept, so that of a prompt only what differs from them is computed. Each takes the memory of a session of the model's whole context. Default true.
    /// </summary>
    public bool ReusePrefixes { get; init; } = true;

    /// <summary>
    /// What the states of conversations may take together: as many as fit are kept, those that have waited longest go first, and one is kept always. Default 1 GiB.
    /// </summary>
    public long SessionBytes { get; init; } = 1L << 30;

    /// <summary>What one conversation's copies of recurrent states at the borders of messages may take together; of no use to models of attention alone. Default 256 MiB.</summary>
    public long SnapshotBytes { get; init; } = 256L << 20;

    /// <summary>What features of pictures and clips that were seen may take together, so that they go through the vision tower once; those seen longest ago go first. Default 256 MiB.</summary>
    public long FeatureBytes { get; init; } = 256L << 20;

    /// <summary>Told of each answer: what it cost and why it ended.</summary>
    public ILogger? Logger { get; init; }
}
