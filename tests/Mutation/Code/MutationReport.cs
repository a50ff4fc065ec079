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
    /// <exception cref="MutationException">The file is no such report, or reports no change.</exception>
    public static IReadOnlyList<CodeChange> Read(string file, string folder)
    {
        try
        {
            using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(file));
            CodeChange[] changes =
            [
                .. report.RootElement.GetProperty("files").EnumerateObject().SelectMany(source => Changes(source.Value, Relative(source.Name, folder))),
            ];
            return changes.Length > 0 ? changes : throw new MutationException("Stryker changed nothing.");
        }
        catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new MutationException($"{file} is no report of Stryker's: {exception.Message}");
        }
    }

    private static IEnumerable<CodeChange> Changes(JsonElement file, string name)
    {
        string[] lines = file.GetProperty("source").GetString()!.Split('\n');
        return file.GetProperty("mutants").EnumerateArray().Select(mutant =>
        {
            (int line, int column) = Place(mutant, "start");
            (int endLine, int endColumn) = Place(mutant, "end");
            string before = line == endLine
                ? lines[line - 1][(column - 1)..(endColumn - 1)]
                : string.Join('\n', [lines[line - 1][(column - 1)..], .. lines[line..(endLine - 1)], lines[endLine - 1][..(endColumn - 1)]]);
            return new CodeChange(name, line, Text(mutant, "mutatorName"), OneLine(before), OneLine(Text(mutant, "replacement")), Text(mutant, "status"));
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
