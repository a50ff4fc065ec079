using System.Collections.Generic;
using System.Linq;
using Microsoft.Extensions.Logging;

namespace Modelwright.Runtime;

/// <summary>Tells a logger what is worth knowing of a checkpoint that can be loaded.</summary>
internal static partial class WeightReportLog
{
    private const int MostNames = 20;

    public static void Write(ILogger logger, WeightReport report)
    {
        if (report.Prefix is { } prefix)
        {
            LogPrefix(logger, report.Checkpoint, prefix.Checkpoint, prefix.Model);
        }

        if (report.Extra.Count > 0)
        {
            LogExtra(logger, report.Checkpoint, report.Extra.Count, Listed(report.Extra));
        }

        foreach (FileWarning warning in report.FileWarnings)
        {
            LogWarning(logger, warning.Path, warning.Text);
        }
    }

    /// <summary>Tells of quantised weights that a load keeps as plain elements.</summary>
    public static void WriteWidened(ILogger logger, WeightReport report)
    {
        if (report.Widened.Count > 0)
        {
            LogWidened(logger, report.Checkpoint, report.Widened.Count, Listed([.. report.Widened.Select(static weight => $"{weight.Key} ({weight.Found})")]));
        }
    }

    private static string Listed(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? ", …" : "");

    [LoggerMessage(Level = LogLevel.Information, Message = "{Checkpoint}: names begin with '{Stored}' where the model's own begin with '{Own}'.")]
    private static partial void LogPrefix(ILogger logger, string checkpoint, string stored, string own);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path}: {Warning}")]
    private static partial void LogWarning(ILogger logger, string path, string warning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Checkpoint}: {Count} quantised weights have no exact format here and are kept as plain numbers: {Names}.")]
    private static partial void LogWidened(ILogger logger, string checkpoint, int count, string names);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Checkpoint}: the model does not use {Count} of its tensors: {Names}.")]
    private static partial void LogExtra(ILogger logger, string checkpoint, int count, string names);
}
