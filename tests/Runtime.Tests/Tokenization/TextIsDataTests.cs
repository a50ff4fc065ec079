using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Modelwright.Runtime.Tests;

/// <summary>Any string encodes, at a cost that is about linear in its length.</summary>
public sealed class TextIsDataTests : IDisposable
{
    private static readonly HuggingFaceTokenizer Tokenizer = Qwen3Tokenizer.Instance;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_code_point_that_NET_does_not_normalise_is_one_like_any()
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(Cases.Path("u-fffe", "tokenizer.json"));

        Assert.Equal("a\uFFFEb", tokenizer.Decode(tokenizer.Encode("a\uFFFEb")));
        Assert.Equal(3, tokenizer.Encode("\uFFFE").Length);
        Assert.Equal(tokenizer.Encode("\u00e9\uFFFE\u00e9"), tokenizer.Encode("e\u0301\uFFFEe\u0301"));
    }

    [Fact]
    public void Bytes_that_no_token_has_are_left_out()
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(Cases.Path("u-fffe", "bytes.json"));

        Assert.Equal([.. tokenizer.Encode("a"), .. tokenizer.Encode("\uFFFE"), .. tokenizer.Encode("b")], tokenizer.Encode("a\uFFFEb"));
        Assert.InRange(tokenizer.Encode("\uFFFE").Length, 0, 2);
    }

    [Theory]
    [InlineData("post-processor-sequence.json")]
    [InlineData("decoder-sequence.json")]
    [InlineData("merge-with-space.json")]
    [InlineData("no-model-type.json")]
    public void Other_spellings_of_the_same_file(string file)
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(Cases.Path("tokenizer-spellings", file));
        HuggingFaceTokenizer plain = HuggingFaceTokenizer.Load(Goldens.Path("tokenizer", "tokenizer.json"));
        const string text = "ROMEO: what light<|im_end|> a bx";

        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        Assert.Equal(plain.Encode(text).Select(id => plain.Decode([id])), tokenizer.Encode(text).Select(id => tokenizer.Decode([id])));
    }

    [Fact]
    public void A_beginning_token_is_put_in_front()
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(Cases.Path("side-files", "beginning-token", "tokenizer.json"));

        Assert.Equal(2048, tokenizer.Encode("hello")[0]);
        Assert.Equal(tokenizer.Encode("hello")[1..], tokenizer.Encode("hello", addSpecialTokens: false));
    }

    [Fact]
    public void Random_texts_come_back_and_both_splitters_agree()
    {
        Random random = new(7);
        string[] pieces = ["a", "É", "e\u0301", "ſ", "'s", "'LL", "'", " ", "  ", "\t", "\n", "\r\n", "1", "Ⅷ", "𝟏", "𠀀", "👧🏽", "\u0301", "\u200d", "\u00a0", "_", "!", "<|im_end|>", "\uFFFE", "\uFFFF", "中", "x"];
        PatternSplitter slow = new(new Regex(QwenSplitter.Pattern), SplitBehavior.Isolated, invert: false);
        PatternSplitter slowMarks = new(new Regex(QwenSplitter.PatternWithMarks), SplitBehavior.Isolated, invert: false);
        for (int i = 0; i < 3000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.Equal(text.Replace("\uFFFE", "", StringComparison.Ordinal).Normalize(), Tokenizer.Decode(Tokenizer.Encode(text)).Replace("\uFFFE", "", StringComparison.Ordinal).Normalize());

            string withoutLongS = text.Replace("ſ", "", StringComparison.Ordinal); // .NET's expressions do not fold it
            Assert.Equal(Words(slow, withoutLongS), Words(new QwenSplitter(marks: false), withoutLongS));
            Assert.Equal(Words(slowMarks, withoutLongS), Words(new QwenSplitter(marks: true), withoutLongS));
        }

        Assert.Equal(["'ſ", "a"], Words(new QwenSplitter(marks: false), "'ſa"));
    }

    [Fact]
    public void Lone_surrogates_are_replaced_wherever_they_stand()
    {
        Assert.Equal(Tokenizer.Encode("\uFFFD<|im_end|>\uFFFD"), Tokenizer.Encode("\uDC00<|im_end|>\uD800"));
        Assert.Equal(Tokenizer.Encode("\uFFFD\uFFFD𝟏"), Tokenizer.Encode("\uD800\uD800\uD835\uDFCF"));
    }

    [Theory]
    [InlineData("word ", 2_000_000)]
    [InlineData(" ", 2_000_000)]
    [InlineData("\n", 500_000)]
    [InlineData("x", 300_000)]
    [InlineData("ab", 300_000)]
    [InlineData("\u0301", 100_000)]
    [InlineData("<|im_end", 300_000)]
    public void Long_texts_come_back(string part, int times)
    {
        string text = string.Concat(Enumerable.Repeat(part, times));

        Assert.Equal(text.Normalize(), Tokenizer.Decode(Tokenizer.Encode(text)));
    }

    [Fact]
    public void The_queue_and_the_scan_merge_alike()
    {
        Random random = new(3);
        MergeTable merges = new(100);
        for (int i = 0; i < 120; i++)
        {
            merges.Add(random.Next(12), random.Next(12), random.Next(12));
        }

        for (int trial = 0; trial < 500; trial++)
        {
            int[] symbols = [.. Enumerable.Range(0, random.Next(97, 200)).Select(_ => random.Next(12))];
            Assert.Equal(Reference(merges, [.. symbols]), new WordMerger(merges, symbols).Merge());
            int[] few = [.. Enumerable.Range(0, random.Next(0, 97)).Select(_ => random.Next(12))];
            Assert.Equal(Reference(merges, [.. few]), new WordMerger(merges, few).Merge());
        }
    }

    [Fact]
    public void Many_added_tokens_are_found_like_few()
    {
        HuggingFaceTokenizer few = WithAddedTokens(3);
        HuggingFaceTokenizer many = WithAddedTokens(20_000);
        string text = string.Concat(Enumerable.Repeat("<td class=\"x\">|s_<|s_1|><|s_", 4000)) + new string('<', 50_000);

        Assert.Equal(4000, few.Encode(text).Count(static id => id == 2046));
        Assert.Equal(few.Encode(text), many.Encode(text));
        Assert.Equal([2045 + 19_999], many.Encode("<|s_19999|>"));
    }

    [Fact]
    public void The_longest_of_several_spellings_is_found()
    {
        string[] spellings = ["<a>", "<a><b>", "<a><b><c>", "b>", "", "<a>"];
        SpellingTrie trie = new(spellings);

        Assert.Equal((1, 6, 1), trie.Find("x<a><b><c", 0));
        Assert.Equal((0, 9, 2), trie.Find("<a><b><c>", 0));
        Assert.Equal((4, 2, 3), trie.Find("<a><b><c>", 2));
        Assert.Equal((0, 3, 0), trie.Find("<a><b", 0));
        Assert.Null(trie.Find("<b<c>", 0));
        Assert.Null(new SpellingTrie([]).Find("abc", 0));
    }

    private static List<string> Words(IWordSplitter splitter, string text)
    {
        List<TextRange> words = [];
        splitter.Split(text, new TextRange(0, text.Length), words);
        return words.ConvertAll(word => text[word.Start..word.End]);
    }

    private static List<int> Reference(MergeTable merges, List<int> symbols)
    {
        while (true)
        {
            int at = -1;
            Merge best = new(int.MaxValue, 0);
            for (int i = 0; i + 1 < symbols.Count; i++)
            {
                if (merges.TryGet(symbols[i], symbols[i + 1], out Merge merge) && merge.Rank < best.Rank)
                {
                    (at, best) = (i, merge);
                }
            }

            if (at < 0)
            {
                return symbols;
            }

            symbols[at] = best.Product;
            symbols.RemoveAt(at + 1);
        }
    }

    private HuggingFaceTokenizer WithAddedTokens(int count)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllBytes(Goldens.Path("tokenizer", "tokenizer.json")))!;
        int first = root["model"]!["vocab"]!.AsObject().Count;
        root["added_tokens"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => JsonNode.Parse($$"""{"id":{{first + i}},"content":"<|s_{{i}}|>","special":true}"""))]);
        File.WriteAllText(_folder[HuggingFaceTokenizer.FileName], root.ToJsonString(), Encoding.UTF8); // with a byte order mark
        return HuggingFaceTokenizer.Load(_folder[HuggingFaceTokenizer.FileName]);
    }
}
