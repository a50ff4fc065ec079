using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Modelwright.Runtime.Tests;

/// <summary>
/// What a field of <c>tokenizer.json</c> does: a change to the file, texts and their ids. Told by its <c>cases.json</c>, a list of objects that <c>replace</c> something; the file is that of the folder
/// <c>tokenizer</c> beside it, else the repository's.
/// </summary>
internal sealed record TokenizerFeature(string Folder, JsonElement Description)
{
    public static IReadOnlyList<TokenizerFeature> All { get; } =
    [
        .. TokenizerFolder.CaseFiles.Select(static file => (Folder: Path.GetDirectoryName(file)!, JsonDocument.Parse(File.ReadAllBytes(file)).RootElement))
            .Where(static file => TokenizerFolder.IsListOf(file.RootElement, "replace", "cases"))
            .SelectMany(static file => file.RootElement.EnumerateArray().Select(feature => new TokenizerFeature(file.Folder, feature))),
    ];

    public string Name => Description.GetProperty("name").GetString()!;

    public IReadOnlyList<TokenizerCase> Cases => TokenizerCase.Read(Description.GetProperty("cases"));

    private string Unchanged => new[] { Path.Combine(Folder, "..", "tokenizer", HuggingFaceTokenizer.FileName), Goldens.Path("tokenizer", HuggingFaceTokenizer.FileName) }.First(File.Exists);

    /// <summary>The tokenizer that the changed file describes.</summary>
    public HuggingFaceTokenizer Load()
    {
        using TemporaryFolder changed = new();
        JsonNode root = JsonNode.Parse(File.ReadAllBytes(Unchanged))!;
        foreach (JsonProperty change in Description.GetProperty("replace").EnumerateObject())
        {
            string[] keys = change.Name[1..].Split('/');
            JsonNode node = keys[..^1].Aggregate(root, static (node, key) => node is JsonArray list ? list[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)]! : node[key]!);
            JsonNode? value = JsonNode.Parse(change.Value.GetRawText());
            if (node is JsonArray array)
            {
                array[int.Parse(keys[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
            }
            else
            {
                node[keys[^1]] = value;
            }
        }

        if (Description.TryGetProperty("remove_merges", out JsonElement removed))
        {
            string[] pairs = [.. removed.EnumerateArray().Select(static pair => pair.GetRawText().Replace(" ", "", StringComparison.Ordinal))];
            JsonArray merges = root["model"]!["merges"]!.AsArray();
            int before = merges.Count;
            root["model"]!["merges"] = new JsonArray([.. merges.Where(merge => !pairs.Contains(merge!.ToJsonString())).Select(static merge => merge!.DeepClone())]);
            Assert.Equal(before - pairs.Length, root["model"]!["merges"]!.AsArray().Count);
        }

        File.WriteAllText(changed[HuggingFaceTokenizer.FileName], root.ToJsonString());
        return HuggingFaceTokenizer.Load(changed[HuggingFaceTokenizer.FileName]);
    }
}
