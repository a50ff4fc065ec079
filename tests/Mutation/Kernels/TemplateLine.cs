using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Modelwright.Mutation;

/// <summary>
/// A line of GLSL as the source of a kernel has it. What C# writes into it is a hole: one character of <see cref="Holes"/>, by number.
/// </summary>
/// <param name="File">The source, seen from the repository's root.</param>
/// <param name="Number">Of the line in the file, from 1.</param>
/// <param name="Code">Its code without indentation and comment.</param>
internal sealed partial record TemplateLine(string File, int Number, string Code)
{
    /// <summary>The first of the characters that stand for holes: private ones, which no GLSL has.</summary>
    public const char Holes = '\uE000';

    private static readonly string[] Folders = ["src/Backends/Vulkan/Kernels", "src/Backends/Vulkan/Glsl"];

    /// <summary>Every line of every kernel, and of the snippets that kernels share, in the order of the files' names.</summary>
    public static IReadOnlyList<TemplateLine> ReadAll(string root) =>
    [
        .. Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Order(System.StringComparer.Ordinal)
            .SelectMany(file => Read(Path.GetRelativePath(root, file).Replace('\\', '/'), System.IO.File.ReadAllLines(file))),
    ];

    /// <summary>The line with its holes as in C#.</summary>
    public static string Readable(string code) =>
        string.Concat(code.Select(static c => c is >= Holes and < '\uF000' ? "{" + (c - Holes) + "}" : c.ToString()));

    private static IEnumerable<TemplateLine> Read(string file, string[] lines)
    {
        bool inside = false;
        for (int i = 0; i < lines.Length; i++)
        {
            int quotes = RawQuotes().Count(lines[i]);
            if (inside && quotes == 0 && Cleaned(lines[i]) is { Length: > 0 } code)
            {
                yield return new TemplateLine(file, i + 1, code);
            }

            inside ^= quotes % 2 == 1;
        }
    }

    private static string Cleaned(string line)
    {
        StringBuilder code = new();
        int holes = 0;
        int from = 0;
        foreach (Match hole in Hole().Matches(line))
        {
            code.Append(line, from, hole.Index - from).Append((char)(Holes + holes++));
            from = hole.Index + hole.Length;
        }

        return Comment().Replace(code.Append(line, from, line.Length - from).ToString(), string.Empty).Trim();
    }

    [GeneratedRegex("\"\"\"")]
    private static partial Regex RawQuotes();

    [GeneratedRegex(@"\{\{.*?\}\}")]
    private static partial Regex Hole();

    [GeneratedRegex("//.*$")]
    private static partial Regex Comment();
}
