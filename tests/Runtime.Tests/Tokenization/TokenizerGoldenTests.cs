using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Modelwright.Runtime.Tests;

/// <summary>Ids and texts of Hugging Face's library: the real Qwen3 tokenizer, Qwen3.5's pattern, and every field of <c>tokenizer.json</c>.</summary>
public sealed class TokenizerGoldenTests : IDisposable
{
    private static readonly HuggingFaceTokenizer Qwen35 = HuggingFaceTokenizer.Load(Goldens.Path("tokenizer_qwen3_5", "tokenizer.json"));
    private static readonly List<TokenizerCase> Qwen3Cases = TokenizerCase.ReadFile("tokenizer_qwen3", "cases.json");
    private static readonly List<TokenizerCase> Qwen35Cases = TokenizerCase.ReadFile("tokenizer_qwen3_5", "cases.json");
    private static readonly JsonElement Features = JsonDocument.Parse(File.ReadAllBytes(Goldens.Path("tokenizer_features", "cases.json"))).RootElement;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Qwen3Indices => [.. Enumerable.Range(0, Qwen3Cases.Count)];

    public static TheoryData<int> Qwen35Indices => [.. Enumerable.Range(0, Qwen35Cases.Count)];

    public static TheoryData<string> FeatureNames => [.. Features.EnumerateArray().Select(static feature => feature.GetProperty("name").GetString()!)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_cases_are_there() => Assert.Equal((386, 45, 31), (Qwen3Cases.Count, Qwen35Cases.Count, Features.GetArrayLength()));

    [Theory]
    [MemberData(nameof(Qwen3Indices))]
    public void The_real_tokenizer_of_Qwen3(int index) => Qwen3Cases[index].Check(Qwen3Tokenizer.Instance);

    [Theory]
    [MemberData(nameof(Qwen35Indices))]
    public void The_pattern_of_Qwen3_5(int index) => Qwen35Cases[index].Check(Qwen35);

    [Theory]
    [MemberData(nameof(FeatureNames))]
    public void A_field_does_what_it_does_there(string name)
    {
        JsonElement feature = Features.EnumerateArray().Single(feature => feature.GetProperty("name").GetString() == name);
        HuggingFaceTokenizer tokenizer = Changed(feature);
        List<TokenizerCase> cases = TokenizerCase.Read(feature.GetProperty("cases"));

        Assert.NotEmpty(cases);
        Assert.All(cases, item => item.Check(tokenizer));
    }

    [Fact]
    public void A_template_is_left_out_where_it_was_written_already()
    {
        HuggingFaceTokenizer tokenizer = Changed(Features.EnumerateArray().Single(static feature => feature.GetProperty("name").GetString() == "template_post_processor"));

        Assert.Equal([257, 275, 78], tokenizer.Encode("hello", addSpecialTokens: false));
        Assert.Equal([2046, 2047], tokenizer.Encode(""));
    }

    [Fact]
    public void Ids_that_the_library_gives_anew_are_named()
    {
        HuggingFaceTokenizer tokenizer = Changed(Features.EnumerateArray().Single(static feature => feature.GetProperty("name").GetString() == "wrong_ids_in_file"));

        Assert.Equal(2, tokenizer.Warnings.Count);
        Assert.Contains("'<x>' has the id 5000 in the file; it is 2045", tokenizer.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Text_from_outside_spells_none_of_Qwen3s_added_tokens()
    {
        HuggingFaceTokenizer tokenizer = Qwen3Tokenizer.Instance;

        Assert.Equal((151669, 26), (tokenizer.VocabularySize, tokenizer.SpecialTokens.Count));
        Assert.Empty(tokenizer.Warnings);
        Assert.Equal(14, tokenizer.SpecialTokens.Count(token => tokenizer.Decode([token.Value], skipSpecialTokens: true).Length == 0));
        Assert.All(tokenizer.SpecialTokens, token =>
        {
            int[] plain = tokenizer.Encode($"a {token.Key} b", allowSpecial: false);
            Assert.DoesNotContain(token.Value, plain);
            Assert.Equal($"a {token.Key} b", tokenizer.Decode(plain));
            Assert.Contains(token.Value, tokenizer.Encode($"a {token.Key} b"));
        });
    }

    private HuggingFaceTokenizer Changed(JsonElement feature)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllBytes(Goldens.Path("tokenizer", "tokenizer.json")))!;
        foreach (JsonProperty change in feature.GetProperty("replace").EnumerateObject())
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

        if (feature.TryGetProperty("remove_merges", out JsonElement removed))
        {
            string[] pairs = [.. removed.EnumerateArray().Select(static pair => pair.GetRawText().Replace(" ", "", StringComparison.Ordinal))];
            JsonArray merges = root["model"]!["merges"]!.AsArray();
            int before = merges.Count;
            root["model"]!["merges"] = new JsonArray([.. merges.Where(merge => !pairs.Contains(merge!.ToJsonString())).Select(static merge => merge!.DeepClone())]);
            Assert.Equal(before - pairs.Length, root["model"]!["merges"]!.AsArray().Count);
        }

        File.WriteAllText(_folder[HuggingFaceTokenizer.FileName], root.ToJsonString());
        return HuggingFaceTokenizer.Load(_folder[HuggingFaceTokenizer.FileName]);
    }
}
