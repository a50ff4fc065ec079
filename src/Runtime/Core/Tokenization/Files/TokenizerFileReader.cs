using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>
/// Reads Hugging Face's <c>tokenizer.json</c>. What it asks for and we do not do is refused rather than passed over: a tokenizer that is nearly right makes a model quietly worse.
/// </summary>
internal sealed partial class TokenizerFileReader
{
    private const int Shown = 600;

    private readonly string _path;
    private readonly List<string> _warnings = [];

    private TokenizerFileReader(string path) => _path = path;

    public static TokenizerFile Read(string path)
    {
        try
        {
            return new TokenizerFileReader(path).ReadRoot(File.ReadAllBytes(path));
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

    /// <summary>Reads what a file of another kind would have in a <c>tokenizer.json</c>.</summary>
    public static TokenizerFile Read(string path, ReadOnlySpan<byte> json)
    {
        try
        {
            return new TokenizerFileReader(path).ReadRoot(json);
        }
        catch (Exception e) when (JsonFault.Is(e))
        {
            throw new TokenizerException(path, "lists that no tokenizer has: " + e.Message, "those of a tokenizer", e);
        }
    }

    private TokenizerFile ReadRoot(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json);
        reader.Read();
        Require(reader.TokenType == JsonTokenType.StartObject, $"a JSON {reader.TokenType}", "an object");
        Dictionary<string, JsonElement> root = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // The model is most of the file: it is read as it comes, without a document.
            string name = reader.GetString()!;
            reader.Read();
            if (name == "model" && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadModel(ref reader);
            }
            else
            {
                root[name] = JsonElement.ParseValue(ref reader);
            }
        }

        while (reader.Read())
        {
            // What stands behind the object is no JSON, and says so.
        }

        return Assemble(root);
    }

    private TokenizerFile Assemble(Dictionary<string, JsonElement> root)
    {
        CheckModel();
        IReadOnlyList<AddedToken> added = ReadAddedTokens(Member(root, "added_tokens"));
        CheckIds(added);
        CheckDecoder(Member(root, "decoder"));
        foreach (string key in (string[])["truncation", "padding"])
        {
            if (Member(root, key) is not null)
            {
                _warnings.Add($"'{key}' has no effect: texts are neither cut nor padded.");
            }
        }

        return new TokenizerFile(
            _vocabulary!,
            _merges!,
            Member(_modelKeys, "ignore_merges") is { ValueKind: JsonValueKind.True },
            added,
            ReadNormalizer(Member(root, "normalizer")),
            ReadWords(Member(root, "pre_tokenizer")),
            ReadTemplate(Member(root, "post_processor"), added),
            _warnings);
    }

    /// <summary>The decoder is ByteLevel's, by itself or as a sequence of one.</summary>
    private void CheckDecoder(JsonElement? decoder) =>
        Require(Parts(decoder, "/decoder", "decoders") is [var (_, only)] && TypeOf(only) == "ByteLevel", $"the decoder {Text(decoder)}", "ByteLevel");

    private static JsonElement? Member(Dictionary<string, JsonElement> root, string key) =>
        root.TryGetValue(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The members of a <c>Sequence</c>, those of sequences in it as well; one by itself otherwise.</summary>
    private static List<(string Pointer, JsonElement Part)> Parts(JsonElement? element, string pointer, string listKey)
    {
        if (element is not { } value)
        {
            return [];
        }

        return TypeOf(value) == "Sequence" && Get(value, listKey) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().SelectMany((part, i) => Parts(part, $"{pointer}/{listKey}/{i}", listKey))]
            : [(pointer, value)];
    }

    private static JsonElement? Get(JsonElement? element, string key) =>
        element is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(key, out JsonElement member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static string? String(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static bool IsTrue(JsonElement element, string key) => Get(element, key) is { ValueKind: JsonValueKind.True };

    private static string? TypeOf(JsonElement? element) => String(Get(element, "type"));

    private static string Text(JsonElement? element)
    {
        string text = element?.GetRawText() ?? "nothing";
        return text.Length <= Shown ? text : string.Concat(text.AsSpan(0, Shown), "…");
    }

    private void Require(bool condition, string found, string wanted)
    {
        if (!condition)
        {
            throw new TokenizerException(_path, found, wanted);
        }
    }
}
