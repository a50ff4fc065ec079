using System;
using System.Collections.Generic;
using System.Globalization;
using Modelwright.Backends;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>The memory that a project allows a model, <c>MaxVramMiB</c>, against what the model takes at least.</summary>
internal static class MemoryLimit
{
    private const double MiB = 1 << 20;

    /// <summary>The number, or a message that it is none; neither where nothing is said.</summary>
    public static int? Read(string text, List<CompilerMessage> messages)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit > 0)
        {
            return limit;
        }

        messages.Add(new CompilerMessage(MessageId.UnusableNumber, "", ["MaxVramMiB", text]));
        return null;
    }

    /// <summary>A message where the model cannot fit.</summary>
    public static IEnumerable<CompilerMessage> Check(ModelSpec spec, int limit)
    {
        MemoryEstimate estimate;
        try
        {
            estimate = MemoryEstimate.Of(spec);
        }
        catch (IrException)
        {
            yield break; // the class's own compilation tells of it
        }

        if (estimate.Total > limit * MiB)
        {
            yield return new CompilerMessage(
                MessageId.MemoryOverLimit, "",
                [InMiB(estimate.Total), InMiB(estimate.Weights), InMiB(estimate.States), estimate.Context.ToString(CultureInfo.InvariantCulture), limit.ToString(CultureInfo.InvariantCulture)]);
        }
    }

    private static string InMiB(long bytes) => Math.Ceiling(bytes / MiB).ToString("F0", CultureInfo.InvariantCulture);
}
