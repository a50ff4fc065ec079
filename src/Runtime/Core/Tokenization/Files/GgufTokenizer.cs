using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>
/// The tokenizer inside a GGUF file: its lists (<c>tokenizer.ggml.*</c>) are written as a <c>tokenizer.json</c> would have them and read as one, with what such files of Qwen's
/// have beside, which GGUF only names.
/// </summary>
internal static class GgufTokenizer
{
    private const string Prefix = "tokenizer.ggml.";

    /// <summary>Kinds of tokens by their numbers (<c>llama_token_type</c>).</summary>
    private const long Control = 3;
    private const long UserDefined = 4;

    /// <summary>The words of the tokenizers that <c>tokenizer.ggml.pre</c> names: Qwen2's and Qwen3's, and Qwen3.5's, which takes marks for letters.</summary>
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["qwen2"] = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ["qwen35"] = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    };

    /// <summary>The tokenizer; null where the file has none.</summary>
    /// <exception cref="TokenizerException">It is none that is read, or its lists do not fit together.</exception>
    /// <exception cref="CheckpointHeaderException">A key has a value of another kind than it should have.</exception>
    public static HuggingFaceTokenizer? Find(string path, GgufMetadata file)
    {
        if (file.Texts(Prefix + "tokens") is not { } tokens)
        {
            return null;
        }

        string model = file.Text(Prefix + "model") ?? "";
        string pre = file.Text(Prefix + "pre") ?? "default";
        if (model != "gpt2" || !Words.TryGetValue(pre, out string? words))
        {
            throw new TokenizerException(path, $"a tokenizer '{model}' that splits words as '{pre}'", $"'gpt2' that splits as {string.Join(" or ", Words.Keys.Select(static name => $"'{name}'"))}, or a tokenizer of your own in LoadOptions.Tokenizer");
        }

        long[] kinds = file.Integers(Prefix + "token_type") ?? new long[tokens.Length];
        if (kinds.Length != tokens.Length)
        {
            throw new TokenizerException(path, FormattableString.Invariant($"{tokens.Length} tokens and {kinds.Length} kinds of them"), "as many");
        }

        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            Write(writer, tokens, kinds, file.Texts(Prefix + "merges") ?? [], words, Beginning(path, file, tokens.Length));
        }

        return new HuggingFaceTokenizer(TokenizerFileReader.Read(path, json.ToArray()));
    }

    /// <summary>The token that every text begins with, where the file asks for one.</summary>
    private static int? Beginning(string path, GgufMetadata file, int tokens)
    {
        if (file.Flag(Prefix + "add_bos_token") != true || file.Integer(Prefix + "bos_token_id") is not { } token)
        {
            return null;
        }

        return token >= 0 && token < tokens ? (int)token : throw new TokenizerException(path, FormattableString.Invariant($"the beginning token {token}"), FormattableString.Invariant($"one at least 0 and below {tokens}"));
    }

    private static void Write(Utf8JsonWriter writer, string[] tokens, long[] kinds, string[] merges, string words, int? beginning)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("added_tokens");
        for (int id = 0; id < tokens.Length; id++)
        {
            if (kinds[id] is Control or UserDefined)
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", id);
                writer.WriteString("content", tokens[id]);
                writer.WriteBoolean("special", kinds[id] == Control);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
        WritePipeline(writer, words);
        if (beginning is int first)
        {
            WriteTemplate(writer, tokens[first], first);
        }

        writer.WriteStartObject("model");
        writer.WriteString("type", "BPE");
        writer.WriteStartObject("vocab");
        for (int id = 0; id < tokens.Length; id++)
        {
            // Added ones too: those of the vocabulary keep their ids, whatever stands behind them, such as what pads it.
            writer.WriteNumber(tokens[id], id);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("merges");
        foreach (string merge in merges)
        {
            writer.WriteStringValue(merge);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WritePipeline(Utf8JsonWriter writer, string words)
    {
        writer.WriteStartObject("normalizer");
        writer.WriteString("type", "NFC");
        writer.WriteEndObject();
        writer.WriteStartObject("pre_tokenizer");
        writer.WriteString("type", "Sequence");
        writer.WriteStartArray("pretokenizers");
        writer.WriteStartObject();
        writer.WriteString("type", "Split");
        writer.WriteStartObject("pattern");
        writer.WriteString("Regex", words);
        writer.WriteEndObject();
        writer.WriteString("behavior", "Isolated");
        writer.WriteEndObject();
        WriteByteLevel(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WritePropertyName("decoder");
        WriteByteLevel(writer);
    }

    private static void WriteByteLevel(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "ByteLevel");
        writer.WriteBoolean("trim_offsets", false);
        writer.WriteBoolean("use_regex", false);
        writer.WriteEndObject();
    }

    /// <summary>TemplateProcessing that puts one token in front.</summary>
    private static void WriteTemplate(Utf8JsonWriter writer, string token, int id)
    {
        writer.WriteStartObject("post_processor");
        writer.WriteString("type", "TemplateProcessing");
        writer.WriteStartArray("single");
        writer.WriteStartObject();
        writer.WriteStartObject("SpecialToken");
        writer.WriteString("id", token);
        writer.WriteNumber("type_id", 0);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteStartObject("Sequence");
        writer.WriteString("id", "A");
        writer.WriteNumber("type_id", 0);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartArray("pair");
        writer.WriteEndArray();
        writer.WriteStartObject("special_tokens");
        writer.WriteStartObject(token);
        writer.WriteStartArray("ids");
        writer.WriteNumberValue(id);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
