using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Runtime.Tests;

/// <summary>
/// Folders of texts with their ids: those in tests/goldens, or in the folder that MODELWRIGHT_GOLDENS names, told by their <c>cases.json</c>, a list of objects with text and ids. One without a
/// <c>tokenizer.json</c> (or <c>tokenizer.json.gz</c>) uses the repository's of its name.
/// </summary>
internal static class TokenizerFolder
{
    private const string Packed = HuggingFaceTokenizer.FileName + ".gz";

    /// <summary>The folders, by their paths.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Root, "cases.json", SearchOption.AllDirectories).Where(IsOne).Select(static file => Path.GetDirectoryName(file)!)
            .Where(static folder => FileOf(folder) is not null).Order(StringComparer.Ordinal),
    ];

    private static string Root => Environment.GetEnvironmentVariable("MODELWRIGHT_GOLDENS") is { Length: > 0 } folder ? folder : Goldens.Path();

    /// <summary>All texts of a folder, those on which libraries differ among them: the ids are the Rust library's.</summary>
    public static IEnumerable<TokenizerCase> Cases(string folder) => new[] { "cases.json", "disagreements.json" }
        .Select(name => Path.Combine(folder, name)).Where(File.Exists).SelectMany(static file =>
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            return TokenizerCase.Read(document.RootElement);
        });

    public static HuggingFaceTokenizer Load(string folder)
    {
        string file = FileOf(folder)!;
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

    private static bool IsOne(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
            && list[0].ValueKind == JsonValueKind.Object && list[0].TryGetProperty("text", out _) && list[0].TryGetProperty("ids", out _);
    }
}
