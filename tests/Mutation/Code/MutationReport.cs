using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Modelwright.Mutation;

/// <summary>Reads Stryker's report in the schema of mutation-testing-elements.</summary>
internal static partial class MutationReport
{
    /// <summary>The changes that are programs and not left out by the settings.</summary>
    /// <exception cref="MutationException">The file is no such report, or reports no change.</exception>
    public static IReadOnlyList<CodeChange> Read(string file, string folder)
    {
        try
        {
            using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(file));
            CodeChange[] changes =
            [
                .. report.RootElement.GetProperty("files").EnumerateObject().SelectMany(source => Changes(source.Value, Relative(source.Name, folder)))
                    .OrderBy(static change => change.File, StringComparer.Ordinal).ThenBy(static change => change.Line).ThenBy(static change => change.Id)
                    .GroupBy(static change => change.Name).SelectMany(static same => same.Select(static (change, i) => change with { Nth = i })),
            ];
            return changes.Length > 0 ? changes : throw new MutationException("Stryker changed nothing.");
        }
        catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new MutationException($"{file} is no report of Stryker's: {exception.Message}");
        }
    }

    private static IEnumerable<CodeChange> Changes(JsonElement file, string name)
    {
        string[] lines = file.GetProperty("source").GetString()!.Split('\n');
        return file.GetProperty("mutants").EnumerateArray().Where(static mutant => Text(mutant, "status") is not ("CompileError" or "Ignored")).Select(mutant =>
        {
            (int line, int column) = Place(mutant, "start");
            (int endLine, int endColumn) = Place(mutant, "end");
            string before = line == endLine
                ? lines[line - 1][(column - 1)..(endColumn - 1)]
                : string.Join('\n', [lines[line - 1][(column - 1)..], .. lines[line..(endLine - 1)], lines[endLine - 1][..(endColumn - 1)]]);
            int id = int.Parse(Text(mutant, "id"), System.Globalization.CultureInfo.InvariantCulture);
            return new CodeChange(id, name, line, Text(mutant, "mutatorName"), OneLine(before), OneLine(Text(mutant, "replacement")), Nth: 0, CodeOutcome.NotRun, mutant.TryGetProperty("static", out JsonElement isStatic) && isStatic.GetBoolean());
        });
    }

    private static (int Line, int Column) Place(JsonElement mutant, string which)
    {
        JsonElement place = mutant.GetProperty("location").GetProperty(which);
        return (place.GetProperty("line").GetInt32(), place.GetProperty("column").GetInt32());
    }

    private static string Text(JsonElement mutant, string name) => mutant.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? string.Empty : string.Empty;

    private static string OneLine(string code) => Space().Replace(code, " ").Trim();

    /// <summary>Stryker names files by their whole path, or from the project's folder.</summary>
    private static string Relative(string name, string folder)
    {
        string path = name.Replace('\\', '/');
        int at = path.LastIndexOf(folder + "/", StringComparison.Ordinal);
        return at >= 0 ? path[at..] : $"{folder}/{path}";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
