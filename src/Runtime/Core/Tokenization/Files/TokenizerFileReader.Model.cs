using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <content>The model: vocabulary and merges.</content>
internal sealed partial class TokenizerFileReader
{
    private readonly Dictionary<string, JsonElement> _modelKeys = [];
    private Dictionary<string, int>? _vocabulary;
    private MergeTable? _merges;

    private void ReadModel(ref Utf8JsonReader reader)
    {
        Utf8JsonReader merges = default;
        bool mergesWait = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (name == "vocab")
            {
                ReadVocabulary(ref reader);
            }
            else if (name == "merges" && _vocabulary is not null)
            {
                ReadMerges(ref reader);
            }
            else if (name == "merges")
            {
                merges = reader;
                mergesWait = true;
                reader.Skip();
            }
            else
            {
                _modelKeys[name] = JsonElement.ParseValue(ref reader);
            }
        }

        Require(_vocabulary is not null, "no object 'vocab'", "token spellings and ids");
        if (mergesWait)
        {
            ReadMerges(ref merges);
        }
    }

    private void ReadVocabulary(ref Utf8JsonReader reader)
    {
        Require(reader.TokenType == JsonTokenType.StartObject, "no object 'vocab'", "token spellings and ids");
        _vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string token = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out int id) || id < 0)
            {
                throw WrongId(token, JsonElement.ParseValue(ref reader));
            }

            _vocabulary[token] = id;
        }
    }

    /// <summary>Merges come as <c>"left right"</c> or, since 2024, as <c>["left", "right"]</c>.</summary>
    private void ReadMerges(ref Utf8JsonReader reader)
    {
        Require(reader.TokenType == JsonTokenType.StartArray, "no list 'merges'", "pairs of tokens");
        SpanLookup<int> ids = new(_vocabulary!);
        _merges = new MergeTable(_vocabulary!.Count);
        char[] pair = new char[256];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Utf8JsonReader start = reader;
            int middle = reader.TokenType == JsonTokenType.String ? ReadJoined(ref reader, ref pair, out int end) : ReadPair(ref reader, ref pair, out end);
            if (middle <= 0 || end <= middle)
            {
                throw new TokenizerException(_path, $"the merge {Text(JsonElement.ParseValue(ref start))}", "two tokens");
            }

            if (!ids.TryGetValue(pair.AsSpan(0, middle), out int left)
                || !ids.TryGetValue(pair.AsSpan(middle, end - middle), out int right)
                || !ids.TryGetValue(pair.AsSpan(0, end), out int product))
            {
                throw new TokenizerException(_path, $"the merge {Text(JsonElement.ParseValue(ref start))}", "its two tokens and the one they become in the vocabulary");
            }

            _merges.Add(left, right, product);
        }
    }

    /// <summary>The two tokens, one behind the other; where the second begins, or 0 where they are no pair.</summary>
    private static int ReadJoined(ref Utf8JsonReader reader, ref char[] pair, out int end)
    {
        end = Copy(ref reader, ref pair, 0);
        int blank = pair.AsSpan(0, end).IndexOf(' ');
        if (blank < 0)
        {
            return 0;
        }

        pair.AsSpan((blank + 1)..end).CopyTo(pair.AsSpan(blank));
        end--;
        return blank;
    }

    private static int ReadPair(ref Utf8JsonReader reader, ref char[] pair, out int end)
    {
        end = 0;
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            return 0;
        }

        int middle = Copy(ref reader, ref pair, 0);
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            return 0;
        }

        end = Copy(ref reader, ref pair, middle);
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray ? middle : 0;
    }

    private static int Copy(ref Utf8JsonReader reader, ref char[] pair, int at)
    {
        if (pair.Length < at + reader.ValueSpan.Length)
        {
            Array.Resize(ref pair, 2 * (at + reader.ValueSpan.Length));
        }

        return at + reader.CopyString(pair.AsSpan(at));
    }

    private void CheckModel()
    {
        // Files before 2021 do not say the type; only BPE has merges.
        string? type = String(Member(_modelKeys, "type"));
        Require(_vocabulary is not null && (type == "BPE" || (type is null && _merges is not null)), $"a model of type {type ?? "nothing"}", "BPE");
        Require(_merges is not null, "no list 'merges'", "pairs of tokens");
        Require(Member(_modelKeys, "byte_fallback") is not { ValueKind: JsonValueKind.True }, "byte_fallback true", "false");
        Require(Member(_modelKeys, "dropout") is not { } dropout || (dropout.ValueKind == JsonValueKind.Number && dropout.GetDouble() == 0), $"dropout {Text(Member(_modelKeys, "dropout"))}", "none");
        foreach (string key in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            Require(string.IsNullOrEmpty(String(Member(_modelKeys, key))), $"{key} {Text(Member(_modelKeys, key))}", "none");
        }

        if (Member(_modelKeys, "unk_token") is { } unknown)
        {
            Require(
                BytePairEncoder.CoversAllBytes(_vocabulary!),
                $"unk_token {Text(unknown)} beside a vocabulary that lacks bytes",
                "no unk_token, or a token for each of the 256 bytes");
        }
    }

    private TokenizerException WrongId(string token, JsonElement value) => new(_path, $"the id {Text(value)} for '{token}'", SettingRanges.Count.OfDigits());
}
