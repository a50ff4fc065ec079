namespace Samples;

/// <summary>What the command line asks for.</summary>
internal sealed record Request(string File, string Backend, string? Device, string Checkpoint, int BatchSize, bool AllScores);
