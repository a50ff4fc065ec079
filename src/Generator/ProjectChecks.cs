using System;
using System.Collections.Generic;
using System.Globalization;
using Modelwright.Backends;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>What a project says of a model, against the model.</summary>
internal static class ProjectChecks
{
    private const double MiB = 1 << 20;

    public static IEnumerable<CompilerMessage> Of(ModelSpec spec, RequestedOptions options)
    {
        if (options.Defaults.MaxContext is int context && context > spec.MaxPositions)
        {
            yield return new CompilerMessage(MessageId.ContextBeyondModel, "", [Text(context), Text(spec.MaxPositions)]);
        }

        if (options.MaxVramMiB is int limit && Estimate(spec, options.Defaults) is { } estimate && estimate.Total > limit * MiB)
        {
            string sequences = estimate.Batch == 1 ? "a sequence" : $"{Text(estimate.Batch)} sequences";
            yield return new CompilerMessage(
                MessageId.MemoryOverLimit, "", [InMiB(estimate.Total), InMiB(estimate.Weights), InMiB(estimate.States), sequences, Text(estimate.Context), Text(limit)]);
        }
    }

    private static MemoryEstimate? Estimate(ModelSpec spec, ClassDefaults defaults)
    {
        try
        {
            return MemoryEstimate.Of(spec, defaults);
        }
        catch (IrException)
        {
            return null; // the class's own compilation tells of it
        }
    }

    private static string InMiB(long bytes) => Math.Ceiling(bytes / MiB).ToString("F0", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
