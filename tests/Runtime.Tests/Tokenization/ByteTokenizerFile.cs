using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Modelwright.Runtime.Tests;

/// <summary>A <c>tokenizer.json</c> with a token for each byte, a few merges, and what a test changes in it.</summary>
internal sealed class ByteTokenizerFile : IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TemporaryFolder _folder = new();

    /// <param name="merges">Pairs as <c>"left right"</c>; what they become are the tokens from 256 on.</param>
    public ByteTokenizerFile(params string[] merges)
    {
        JsonObject vocabulary = new(Enumerable.Range(0, 256).Select(static value => Entry(ByteLevelAlphabet.Spell((byte)value).ToString(), value)));
        foreach (string merge in merges)
        {
            vocabulary[merge.Replace(" ", "", StringComparison.Ordinal)] = vocabulary.Count;
        }

        Root = new JsonObject
        {
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocabulary, ["merges"] = new JsonArray([.. merges.Select(static merge => (JsonNode)merge)]) },
            ["pre_tokenizer"] = JsonNode.Parse("""{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}"""),
            ["decoder"] = JsonNode.Parse("""{"type":"ByteLevel"}"""),
        };
    }

    public JsonObject Root { get; }

    public string Path => _folder[HuggingFaceTokenizer.FileName];

    /// <summary>A member of the file, by its pointer; with <see langword="null"/> for the text it is taken out.</summary>
    public ByteTokenizerFile With(string pointer, string? json)
    {
        string[] keys = pointer[1..].Split('/');
        JsonObject owner = keys[..^1].Aggregate(Root, static (node, key) => node[key]!.AsObject());
        owner.Remove(keys[^1]);
        if (json is not null)
        {
            owner[keys[^1]] = JsonNode.Parse(json);
        }

        return this;
    }

    public TokenizerFile Read() => Read(Root.ToJsonString(Plain));

    public TokenizerFile Read(string text)
    {
        File.WriteAllText(Path, text);
        return TokenizerFileReader.Read(Path);
    }

    public HuggingFaceTokenizer Load() => new(Read());

    public void Dispose() => _folder.Dispose();

    private static KeyValuePair<string, JsonNode?> Entry(string name, int id) => new(name, id);
}
