using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>
/// Reads Hugging Face's <c>tokenizer.json</c>. What it asks for and we do not do is refused rather than passed over: a tokenizer that is nearly right makes a model quietly worse.
/// </summary>
internal sealed class TokenizerFileReader
{
    /// <summary>What <c>ByteLevel</c> splits by when it is to use its own expression: GPT-2's.</summary>
    private const string ByteLevelPattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private readonly string _path;

    private TokenizerFileReader(string path) => _path = path;

    public static TokenizerFile Read(string path)
    {
        TokenizerFileReader reader = new(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return reader.ReadRoot(document.RootElement);
        }
        catch (Exception e) when (JsonFault.Is(e))
        {
            throw new TokenizerException(path, JsonFault.Describe(path, e), "a JSON object", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TokenizerException(path, "a file that cannot be read: " + e.Message, "a file that can be opened", e);
        }
    }

    private TokenizerFile ReadRoot(JsonElement root)
    {
        Require(root.ValueKind == JsonValueKind.Object, $"a JSON {root.ValueKind}", "an object");
        Require(TypeOf(Get(root, "decoder")) == "ByteLevel", $"the decoder {Text(Get(root, "decoder"))}", "ByteLevel");
        JsonElement? post = Get(root, "post_processor");
        Require(post is null || TypeOf(post) == "ByteLevel", $"the post_processor {Text(post)}", "none or ByteLevel");

        JsonElement? model = Get(root, "model");
        Require(TypeOf(model) == "BPE", $"a model of type {TypeOf(model) ?? "nothing"}", "BPE");
        CheckModel(model!.Value);
        return new TokenizerFile(
            ReadVocabulary(model.Value),
            ReadMerges(model.Value),
            ReadAddedTokens(root),
            ReadPattern(Get(root, "pre_tokenizer")),
            ReadNormalizer(Get(root, "normalizer")));
    }

    private void CheckModel(JsonElement model)
    {
        foreach (string key in (string[])["byte_fallback", "ignore_merges", "fuse_unk"])
        {
            Require(Get(model, key) is not { ValueKind: JsonValueKind.True }, $"{key} true", "false");
        }

        foreach (string key in (string[])["continuing_subword_prefix", "end_of_word_suffix", "unk_token"])
        {
            Require(string.IsNullOrEmpty(String(Get(model, key))), $"{key} {Text(Get(model, key))}", "none");
        }
    }

    private List<KeyValuePair<string, int>> ReadVocabulary(JsonElement model)
    {
        JsonElement? vocabulary = Get(model, "vocab");
        Require(vocabulary is { ValueKind: JsonValueKind.Object }, "no object 'vocab'", "token spellings and ids");
        List<KeyValuePair<string, int>> tokens = [];
        foreach (JsonProperty property in vocabulary!.Value.EnumerateObject())
        {
            tokens.Add(KeyValuePair.Create(property.Name, Id(property.Name, property.Value)));
        }

        return tokens;
    }

    /// <summary>Merges come as <c>"left right"</c> or, since 2024, as <c>["left", "right"]</c>.</summary>
    private List<string> ReadMerges(JsonElement model)
    {
        JsonElement? merges = Get(model, "merges");
        Require(merges is { ValueKind: JsonValueKind.Array }, "no list 'merges'", "pairs of tokens");
        List<string> pairs = [];
        foreach (JsonElement merge in merges!.Value.EnumerateArray())
        {
            string? pair = merge.ValueKind switch
            {
                JsonValueKind.String => merge.GetString(),
                JsonValueKind.Array when merge.GetArrayLength() == 2 => String(merge[0]) + " " + String(merge[1]),
                _ => null,
            };
            Require(pair is not null && pair.Split(' ') is [{ Length: > 0 }, { Length: > 0 }], $"the merge {merge.GetRawText()}", "two tokens");
            pairs.Add(pair!);
        }

        return pairs;
    }

    private List<KeyValuePair<string, int>> ReadAddedTokens(JsonElement root)
    {
        List<KeyValuePair<string, int>> tokens = [];
        if (Get(root, "added_tokens") is not { } added)
        {
            return tokens;
        }

        Require(added.ValueKind == JsonValueKind.Array, "added_tokens that are no list", "a list");
        foreach (JsonElement token in added.EnumerateArray())
        {
            string? content = String(Get(token, "content"));
            Require(!string.IsNullOrEmpty(content) && Get(token, "id") is not null, $"the added token {token.GetRawText()}", "a content and an id");
            foreach (string key in (string[])["single_word", "lstrip", "rstrip"])
            {
                Require(Get(token, key) is not { ValueKind: JsonValueKind.True }, $"{key} true for '{content}'", "false");
            }

            tokens.Add(KeyValuePair.Create(content!, Id(content!, Get(token, "id")!.Value)));
        }

        return tokens;
    }

    private bool ReadNormalizer(JsonElement? normalizer)
    {
        List<JsonElement> parts = Parts(normalizer, "normalizers");
        Require(parts.All(static part => TypeOf(part) == "NFC"), $"the normalizer {Text(normalizer)}", "none or NFC");
        return parts.Count > 0;
    }

    private string ReadPattern(JsonElement? preTokenizer)
    {
        const string wanted = "one Split by a Regex, Isolated, with ByteLevel behind it, or ByteLevel alone; no prefix space";
        List<JsonElement> parts = Parts(preTokenizer, "pretokenizers");
        Require(parts.Count > 0 && TypeOf(parts[^1]) == "ByteLevel", $"the pre_tokenizer {Text(preTokenizer)}", wanted);
        Require(Get(parts[^1], "add_prefix_space") is not { ValueKind: JsonValueKind.True }, "add_prefix_space true", wanted);
        bool ownPattern = Get(parts[^1], "use_regex") is not { ValueKind: JsonValueKind.False };
        if (parts.Count == 1 && ownPattern)
        {
            return ByteLevelPattern;
        }

        JsonElement split = parts[0];
        string? pattern = Get(split, "pattern") is { ValueKind: JsonValueKind.Object } p ? String(Get(p, "Regex")) : null;
        bool good = parts.Count == 2
            && !ownPattern
            && TypeOf(split) == "Split"
            && pattern is not null
            && String(Get(split, "behavior")) == "Isolated"
            && Get(split, "invert") is not { ValueKind: JsonValueKind.True };
        Require(good, $"the pre_tokenizer {Text(preTokenizer)}", wanted);
        return pattern!;
    }

    /// <summary>The members of a <c>Sequence</c>; one by itself otherwise.</summary>
    private static List<JsonElement> Parts(JsonElement? element, string listKey) => element switch
    {
        null => [],
        { } sequence when TypeOf(sequence) == "Sequence" && Get(sequence, listKey) is { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        { } single => [single],
    };

    private static JsonElement? Get(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? String(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string? TypeOf(JsonElement? element) => element is { } value ? String(Get(value, "type")) : null;

    private static string Text(JsonElement? element)
    {
        string text = element?.GetRawText() ?? "nothing";
        return text.Length <= 600 ? text : string.Concat(text.AsSpan(0, 600), "…");
    }

    private int Id(string token, JsonElement value)
    {
        int id = -1;
        Require(value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out id) && id >= 0, $"the id {value.GetRawText()} for '{token}'", "a whole number from 0 up");
        return id;
    }

    private void Require(bool condition, string found, string wanted)
    {
        if (!condition)
        {
            throw new TokenizerException(_path, found, wanted);
        }
    }
}
