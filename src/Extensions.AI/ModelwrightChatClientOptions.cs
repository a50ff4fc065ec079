using Microsoft.Extensions.Logging;

namespace Modelwright.Extensions.AI;

/// <summary>How a <see cref="ModelwrightChatClient"/> works.</summary>
public sealed record ModelwrightChatClientOptions
{
    /// <summary>
    /// Whether the states of the last conversation are kept, so that of a prompt only what differs from it is computed. They take the memory of a session of the model's whole context. Default true.
    /// </summary>
    public bool ReusePrefixes { get; init; } = true;

    /// <summary>What copies of recurrent states at the borders of messages may take together; of no use to models of attention alone. Default 256 MiB.</summary>
    public long SnapshotBytes { get; init; } = 256L << 20;

    /// <summary>Told of each answer: what it cost and why it ended.</summary>
    public ILogger? Logger { get; init; }
}
