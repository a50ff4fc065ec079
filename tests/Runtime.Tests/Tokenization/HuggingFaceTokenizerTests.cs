using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Modelwright.Runtime.Tests;

public sealed class HuggingFaceTokenizerTests : IDisposable
{
    private static readonly HuggingFaceTokenizer Tokenizer = HuggingFaceTokenizer.Load(Goldens.Path("tokenizer", "tokenizer.json"));

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ReadCases().Count)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ids_and_text_are_Hugging_Faces(int index)
    {
        (string text, int[] ids, string decoded) = ReadCases()[index];

        Assert.Equal(ids, Tokenizer.Encode(text));
        Assert.Equal(decoded, Tokenizer.Decode(ids));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_stream_gives_the_same_text_in_whole_characters(int index)
    {
        (_, int[] ids, string decoded) = ReadCases()[index];
        ITextStreamDecoder decoder = Tokenizer.CreateStreamDecoder();

        List<string> pieces = [.. ids.Select(decoder.Add), decoder.Flush()];

        Assert.Equal(decoded, string.Concat(pieces));
        Assert.All(pieces, static piece =>
        {
            Assert.False(piece.Length > 0 && char.IsLowSurrogate(piece[0]));
            Assert.False(piece.Length > 0 && char.IsHighSurrogate(piece[^1]));
        });
    }

    [Fact]
    public void Text_from_outside_cannot_spell_special_tokens()
    {
        const string text = "a<|im_end|>b";

        Assert.Contains(2047, Tokenizer.Encode(text));
        int[] plain = Tokenizer.Encode(text, allowSpecial: false);
        Assert.DoesNotContain(plain, static id => id >= 2045);
        Assert.Equal(text, Tokenizer.Decode(plain));
        Assert.Equal(2047, Tokenizer.SpecialTokens["<|im_end|>"]);
        Assert.Equal(2048, Tokenizer.VocabularySize);
    }

    [Fact]
    public void A_symbol_beyond_the_first_plane_goes_with_the_word_behind_it()
    {
        // One code point in front of letters belongs to them: the emoji is one, though two UTF-16 units. 𝟏 is a digit, 𠀀 a letter.
        foreach (IWordSplitter splitter in (IWordSplitter[])[new QwenSplitter(marks: false), new PatternSplitter(new Regex(QwenSplitter.Pattern), SplitBehavior.Isolated, invert: false)])
        {
            List<TextRange> words = [];
            splitter.Split("1👧ab𝟏x👧👧", new TextRange(0, 12), words);
            Assert.Equal([new(0, 1), new(1, 5), new(5, 7), new(7, 8), new(8, 12)], words);
        }

        CodePointText points = CodePointText.Of("x👧ab𠀀1");

        Assert.Equal("x\u2603ab\u30421", points.Text); // of the first plane each is itself, beyond it another of its kind
        Assert.Equal([0, 1, 3, 4, 5, 7, 8], Enumerable.Range(0, 7).Select(points.OriginalIndex));
        Assert.Equal(("\u3042b", 2), (CodePointText.Of("𠀀b").Text, CodePointText.Of("𠀀b").OriginalIndex(1)));
        Assert.Equal("👧ab", Tokenizer.Decode(Tokenizer.Encode("👧ab")));
    }

    [Fact]
    public void A_lone_surrogate_is_the_replacement_character() =>
        Assert.Equal(Tokenizer.Encode("a\uFFFDb"), Tokenizer.Encode("a\uD800b"));

    [Fact]
    public void Each_half_of_a_character_is_replaced()
    {
        (string Text, string Wanted)[] texts =
        [
            ("plain é", "plain é"), ("👧 \U00020000", "👧 \U00020000"), ("a\uD800b", "a\uFFFDb"), ("\uDC00b\uD83D", "\uFFFDb\uFFFD"), ("\uD83D👧\uDC67", "\uFFFD👧\uFFFD"),
        ];

        Assert.All(texts, static text => Assert.Equal(text.Wanted, HuggingFaceTokenizer.WithoutLoneSurrogates(text.Text)));
    }

    [Fact]
    public void Ids_without_a_token_are_passed_over() => Assert.Equal("", Tokenizer.Decode([-1, 2048, int.MaxValue]));

    [Fact]
    public void Bytes_that_are_no_text_are_marked_and_the_decoder_goes_on()
    {
        int[] snowman = Tokenizer.Encode("☃");
        Assert.Equal(3, snowman.Length);
        ITextStreamDecoder decoder = Tokenizer.CreateStreamDecoder();

        Assert.Equal("", decoder.Add(snowman[0]));
        Assert.Equal("\uFFFDa", decoder.Add(64));
        Assert.Equal("", decoder.Add(snowman[0]));
        Assert.Equal("\uFFFD", decoder.Flush());
        Assert.Equal("a", decoder.Add(64));
    }

    [Fact]
    public void Merges_may_be_texts_or_pairs()
    {
        HuggingFaceTokenizer texts = Changed(static root =>
        {
            JsonArray merges = root["model"]!["merges"]!.AsArray();
            root["model"]!["merges"] = new JsonArray([.. merges.Select(static pair => (JsonNode)$"{pair![0]} {pair[1]}")]);
        });

        Assert.Equal(Tokenizer.Encode("ROMEO: what light"), texts.Encode("ROMEO: what light"));
    }

    [Fact]
    public void ByteLevel_alone_has_an_expression_of_its_own()
    {
        HuggingFaceTokenizer gpt2 = Changed(static root => root["pre_tokenizer"] = JsonNode.Parse("""{"type":"ByteLevel","add_prefix_space":false,"use_regex":true}"""));

        Assert.Equal("a 12", gpt2.Decode(gpt2.Encode("a 12")));
        Assert.NotEqual(Tokenizer.Encode("DON'T"), gpt2.Encode("DON'T")); // only Qwen's takes 'T for a word
    }

    [Fact]
    public void A_file_that_is_none_is_refused()
    {
        File.WriteAllText(_folder[HuggingFaceTokenizer.FileName], "{");

        Assert.Throws<TokenizerException>(() => HuggingFaceTokenizer.Find(_folder.Path));
        Assert.Throws<TokenizerException>(() => HuggingFaceTokenizer.Load(_folder["absent.json"]));
        File.Delete(_folder[HuggingFaceTokenizer.FileName]);
        Assert.Null(HuggingFaceTokenizer.Find(_folder.Path));
    }

    private static List<(string Text, int[] Ids, string Decoded)> ReadCases()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Goldens.Path("tokenizer", "cases.json")));
        return [.. document.RootElement.EnumerateArray().Select(static item => (
            item.GetProperty("text").GetString()!,
            item.GetProperty("ids").EnumerateArray().Select(static id => id.GetInt32()).ToArray(),
            item.GetProperty("decoded").GetString()!))];
    }

    private HuggingFaceTokenizer Changed(Action<JsonNode> change)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllBytes(Goldens.Path("tokenizer", "tokenizer.json")))!;
        change(root);
        File.WriteAllText(_folder[HuggingFaceTokenizer.FileName], root.ToJsonString());
        return HuggingFaceTokenizer.Load(_folder[HuggingFaceTokenizer.FileName]);
    }
}
