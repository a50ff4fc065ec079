using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Runtime.Tests;

/// <summary>
/// Folders of texts with their ids: those in tests/goldens, and in the folder that MODELWRIGHT_GOLDENS names, told by their <c>cases.json</c>, a list of objects with text and ids. One without a
/// <c>tokenizer.json</c> (or <c>tokenizer.json.gz</c>) uses the repository's of its name; where there is none either, its test fails.
/// </summary>
internal static class TokenizerFolder
{
    private const string Packed = HuggingFaceTokenizer.FileName + ".gz";

    /// <summary>The folders, by their paths.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. CaseFiles.Where(static file => IsListOf(JsonDocument.Parse(File.ReadAllBytes(file)).RootElement, "text", "ids")).Select(static file => Path.GetDirectoryName(file)!),
    ];

    /// <summary>All files of cases, whatever they are of.</summary>
    public static IEnumerable<string> CaseFiles =>
        Roots.SelectMany(static root => Directory.EnumerateFiles(root, "cases.json", SearchOption.AllDirectories)).Select(Path.GetFullPath).Distinct().Order(StringComparer.Ordinal);

    private static string[] Roots => [Goldens.Path(), .. Environment.GetEnvironmentVariable("MODELWRIGHT_GOLDENS") is { Length: > 0 } further ? [further] : Array.Empty<string>()];

    /// <summary>All texts of a folder, those on which libraries differ among them: the ids are the Rust library's.</summary>
    public static IEnumerable<TokenizerCase> Cases(string folder) => new[] { "cases.json", "disagreements.json" }
        .Select(name => Path.Combine(folder, name)).Where(File.Exists).SelectMany(static file =>
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            return TokenizerCase.Read(document.RootElement);
        });

    public static HuggingFaceTokenizer Load(string folder)
    {
        string file = FileOf(folder) ?? throw new FileNotFoundException($"There is no {HuggingFaceTokenizer.FileName} in {folder}, and none under that name in the repository.");
        if (!file.EndsWith(".gz", StringComparison.Ordinal))
        {
            return HuggingFaceTokenizer.Load(file);
        }

        using TemporaryFolder unpacked = new();
        using (FileStream packed = File.OpenRead(file))
        using (GZipStream content = new(packed, CompressionMode.Decompress))
        using (FileStream target = File.Create(unpacked[HuggingFaceTokenizer.FileName]))
        {
            content.CopyTo(target);
        }

        return HuggingFaceTokenizer.Load(unpacked[HuggingFaceTokenizer.FileName]);
    }

    private static string? FileOf(string folder) => new[] { folder, Goldens.Path(Path.GetFileName(folder)) }
        .SelectMany(static place => new[] { Path.Combine(place, HuggingFaceTokenizer.FileName), Path.Combine(place, Packed) }).FirstOrDefault(File.Exists);

    /// <summary>Whether a file is a list of objects that have some members.</summary>
    public static bool IsListOf(JsonElement file, params string[] members) => file.ValueKind == JsonValueKind.Array && file.GetArrayLength() > 0
        && file[0].ValueKind == JsonValueKind.Object && members.All(member => file[0].TryGetProperty(member, out _));
}
