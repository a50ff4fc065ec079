using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using Modelwright.Runtime;
using Modelwright.Tests;

namespace Modelwright.Benchmarks;

/// <summary>Loads and encodes with the real Qwen3 tokenizer, beside plain Microsoft.ML.Tokenizers on the same file and text, one core each, the two by turns.</summary>
internal static class TokenizerBench
{
    private const string Pattern = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    public static TokenizerResult Run(int runs)
    {
        string folder = Directory.CreateTempSubdirectory("modelwright-bench-").FullName;
        try
        {
            string path = Path.Combine(folder, "tokenizer.json");
            Unpack(path);
            string text = Text();
            double megabytes = Encoding.UTF8.GetByteCount(text) / 1e6;
            List<double> load = [];
            List<double> loadPeer = [];
            List<double> first = [];
            List<double> encode = [];
            List<double> encodePeer = [];
            HuggingFaceTokenizer? ours = null;
            for (int run = 0; run < runs; run++)
            {
                HuggingFaceTokenizer fresh = null!;
                BpeTokenizer peer = null!;
                load.Add(Seconds(() => fresh = HuggingFaceTokenizer.Load(path)));
                loadPeer.Add(Seconds(() => peer = LoadPeer(path)));
                first.Add(megabytes / Seconds(() => fresh.Encode(text)));
                encode.Add(megabytes / Seconds(() => fresh.Encode(text)));
                peer.EncodeToIds(text);
                encodePeer.Add(megabytes / Seconds(() => peer.EncodeToIds(text)));
                ours = fresh;
            }

            string word = new('a', 100_000);
            BpeTokenizer again = LoadPeer(path);
            return new TokenizerResult(
                load[0], Measurement.Of(load), Measurement.Of(loadPeer), megabytes, Measurement.Of(first), Measurement.Of(encode), Measurement.Of(encodePeer),
                Seconds(() => ours!.Encode(word)), Seconds(() => again.EncodeToIds(word)), ManyAddedTokens(path, folder, runs));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Time with 20,000 added tokens by that with the file's own, on a text full of their beginnings.</summary>
    private static double ManyAddedTokens(string path, string folder, int runs)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllBytes(path))!;
        JsonArray added = root["added_tokens"]!.AsArray();
        for (int i = 0; i < 20_000; i++)
        {
            added.Add(JsonNode.Parse($$"""{"id":{{151_669 + i}},"content":"<|s_{{i}}|>","special":true}"""));
        }

        string many = Path.Combine(folder, "many.json");
        File.WriteAllText(many, root.ToJsonString());
        string text = string.Concat(Enumerable.Repeat("<td class=\"x\">|s_<|s_1|><|s_", 4000)) + new string('<', 50_000);
        (HuggingFaceTokenizer few, HuggingFaceTokenizer lots) = (HuggingFaceTokenizer.Load(path), HuggingFaceTokenizer.Load(many));
        lots.Encode(text);
        few.Encode(text);
        return Measurement.Of(Enumerable.Range(0, runs).Select(_ => Seconds(() => lots.Encode(text)) / Seconds(() => few.Encode(text)))).Median;
    }

    public static void Unpack(string path)
    {
        using FileStream packed = File.OpenRead(Path.Combine(Repository.Root, "tests", "goldens", "tokenizer_qwen3", "tokenizer.json.gz"));
        using GZipStream unpacked = new(packed, CompressionMode.Decompress);
        using FileStream file = File.Create(path);
        unpacked.CopyTo(file);
    }

    /// <summary>The repository's own sources and documents.</summary>
    private static string Text() => string.Concat(
        ((string[])["*.cs", "*.md"]).SelectMany(static pattern => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), pattern, SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(File.ReadAllText));

    private static BpeTokenizer LoadPeer(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement model = document.RootElement.GetProperty("model");
        return BpeTokenizer.Create(new BpeOptions([.. model.GetProperty("vocab").EnumerateObject().Select(static token => KeyValuePair.Create(token.Name, token.Value.GetInt32()))])
        {
            ByteLevel = true,
            Merges = [.. model.GetProperty("merges").EnumerateArray().Select(static merge => merge.ValueKind == JsonValueKind.String ? merge.GetString()! : $"{merge[0].GetString()} {merge[1].GetString()}")],
            PreTokenizer = new RegexPreTokenizer(new Regex(Pattern, RegexOptions.Compiled | RegexOptions.CultureInvariant), null),
        });
    }

    private static double Seconds(Action action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalSeconds;
    }
}
