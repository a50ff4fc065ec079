using System;

namespace Modelwright.Runtime;

/// <summary>Router logits of a piece, [rows, experts], to where the wanted rows go.</summary>
internal static class RouterRows
{
    public static void Copy(ReadOnlySpan<float> logits, OutputRuns runs, int experts, Span<float> destination)
    {
        foreach (OutputRun run in runs)
        {
            for (int row = 0; row < run.Count; row++)
            {
                logits.Slice((run.First + (row * run.Stride)) * experts, experts).CopyTo(destination[((run.Destination + row) * experts)..]);
            }
        }
    }
}
