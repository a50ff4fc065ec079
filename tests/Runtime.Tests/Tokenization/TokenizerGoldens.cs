using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Runtime.Tests;

/// <summary>What Hugging Face's library gives for a text.</summary>
internal sealed record TokenizerCase(string Text, int[] Ids, string Decoded, string? DecodedWithoutSpecial)
{
    public static List<TokenizerCase> Read(JsonElement list) => [.. list.EnumerateArray().Select(static item => new TokenizerCase(
        item.GetProperty("text").GetString()!,
        [.. item.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32())],
        item.GetProperty("decoded").GetString()!,
        item.TryGetProperty("decoded_skip_special", out JsonElement skipped) ? skipped.GetString() : null))];

    public static List<TokenizerCase> ReadFile(string folder, string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Goldens.Path(folder, file)));
        return Read(document.RootElement);
    }

    /// <summary>Compares in all three directions.</summary>
    public void Check(ITextTokenizer tokenizer)
    {
        Assert.Equal(Ids, tokenizer.Encode(Text));
        Assert.Equal(Decoded, tokenizer.Decode(Ids));
        foreach (bool skip in (bool[])[false, true])
        {
            string expected = (skip ? DecodedWithoutSpecial : Decoded) ?? tokenizer.Decode(Ids, skip);
            Assert.Equal(expected, tokenizer.Decode(Ids, skip));
            ITextStreamDecoder decoder = tokenizer.CreateStreamDecoder(skip);
            Assert.Equal(expected, string.Concat([.. Ids.Select(decoder.Add), decoder.Flush()]));
        }
    }
}

/// <summary>The real Qwen3 tokenizer, unpacked once.</summary>
internal static class Qwen3Tokenizer
{
    static Qwen3Tokenizer()
    {
        using TemporaryFolder folder = new();
        using (FileStream packed = File.OpenRead(Goldens.Path("tokenizer_qwen3", "tokenizer.json.gz")))
        using (GZipStream unpacked = new(packed, CompressionMode.Decompress))
        using (FileStream file = File.Create(folder["tokenizer.json"]))
        {
            unpacked.CopyTo(file);
        }

        Instance = HuggingFaceTokenizer.Load(folder["tokenizer.json"]);
    }

    public static HuggingFaceTokenizer Instance { get; }
}
