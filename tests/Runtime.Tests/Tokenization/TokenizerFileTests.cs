using System;
using System.IO;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime.Tests;

/// <summary>What each field of a <c>tokenizer.json</c> becomes.</summary>
public sealed partial class TokenizerFileTests : IDisposable
{
    private readonly ByteTokenizerFile _file = new("a b", "c d", "ab cd");

    public void Dispose() => _file.Dispose();

    [Fact]
    public void A_plain_file_has_no_frills()
    {
        TokenizerFile file = _file.Read();

        Assert.Equal(259, file.Vocabulary.Count);
        Assert.False(file.IgnoreMerges);
        Assert.Empty(file.AddedTokens);
        Assert.Null(file.Normalizer);
        Assert.Empty(file.Template.Before);
        Assert.Empty(file.Template.After);
        Assert.Empty(file.Warnings);
    }

    [Theory]
    [InlineData("/model/type", null)]
    [InlineData("/model/dropout", "0")]
    [InlineData("/model/dropout", "0.0")]
    [InlineData("/model/dropout", "null")]
    [InlineData("/model/byte_fallback", "false")]
    [InlineData("/model/continuing_subword_prefix", "\"\"")]
    [InlineData("/model/end_of_word_suffix", "null")]
    [InlineData("/model/unk_token", "\"<unk>\"")]
    [InlineData("/added_tokens", "null")]
    [InlineData("/decoder", """{"type":"Sequence","decoders":[{"type":"Sequence","decoders":[{"type":"ByteLevel"}]}]}""")]
    [InlineData("/post_processor", """{"type":"ByteLevel"}""")]
    public void Other_spellings_of_nothing(string pointer, string? json)
    {
        HuggingFaceTokenizer tokenizer = _file.With(pointer, json).Load();

        Assert.Equal([258, 'x'], tokenizer.Encode("abcdx"));
        Assert.Empty(tokenizer.Warnings);
    }

    [Theory]
    [InlineData("true", new[] { 300 })]
    [InlineData("false", new[] { 256, 'e' })]
    [InlineData("null", new[] { 256, 'e' })]
    public void Whole_words_where_merges_are_ignored(string ignore, int[] wanted) =>
        Assert.Equal(wanted, _file.With("/model/vocab/abe", "300").With("/model/ignore_merges", ignore).Load().Encode("abe"));

    [Theory]
    [InlineData(100, 412)]
    [InlineData(600, 412)]
    public void A_merge_of_any_length(int length, int repeats)
    {
        string left = new('a', length);
        string right = new('b', repeats);
        _file.With("/model/vocab/" + left, "300").With("/model/vocab/" + right, "301").With("/model/vocab/" + left + right, "302");
        TokenizerFile joined = _file.With("/model/merges", $"[\"{left} {right}\"]").Read();
        TokenizerFile pair = _file.With("/model/merges", $"[[\"{left}\",\"{right}\"]]").Read();

        Assert.All((TokenizerFile[])[joined, pair], static file => Assert.Equal(new Merge(0, 302), file.Merges.TryGet(300, 301, out Merge merge) ? merge : default));
    }

    [Fact]
    public void The_largest_id_that_is_believed()
    {
        TokenizerFile file = _file.With("/model/vocab/a", "101035").Read();

        Assert.Equal(101035, file.Vocabulary["a"]);
        Assert.Equal(101036, new HuggingFaceTokenizer(file).VocabularySize);
        Assert.Throws<TokenizerException>(() => _file.With("/model/vocab/a", "101036").Read());
        // An added token makes room for four more.
        Assert.Equal(101039, _file.With("/model/vocab/a", "101039").With("/added_tokens", """[{"id":0,"content":"<x>"}]""").Read().Vocabulary["a"]);
    }

    [Fact]
    public void Added_tokens_keep_the_id_of_the_vocabulary_or_follow_it()
    {
        TokenizerFile file = _file.With(
            "/added_tokens",
            """
            [{"id":259,"content":"<x>","special":true,"normalized":true,"single_word":true,"lstrip":true,"rstrip":true},{"id":7,"content":""},{"id":97,"content":"a","special":false},
             {"id":8,"content":"<x>"},{"id":400,"content":"<y>"},{"id":101035,"content":"ab"}]
            """).Read();

        Assert.Equal(
            [
                new("<x>", 259, Special: true, Normalized: true, SingleWord: true, StripLeft: true, StripRight: true),
                new("a", 97, false, false, false, false, false),
                new("<y>", 260, false, false, false, false, false),
                new AddedToken("ab", 256, false, false, false, false, false),
            ],
            file.AddedTokens);
        Assert.Equal(
            [
                "The added token '<y>' has the id 400 in the file; it is 260, as Hugging Face's library numbers it.",
                "The added token 'ab' has the id 101035 in the file; it is 256, as Hugging Face's library numbers it.",
            ],
            file.Warnings);
    }

    /// <summary>A vocabulary with a gap: the next id is counted from its size, and from an added token of a larger id on.</summary>
    [Fact]
    public void Added_tokens_behind_one_of_a_large_id()
    {
        TokenizerFile file = _file.With("/model/vocab/big", "500").With("/added_tokens", """[{"id":260,"content":"<x>"},{"id":500,"content":"big"},{"id":501,"content":"<y>"}]""").Read();

        Assert.Equal([260, 500, 501], file.AddedTokens.Select(static token => token.Id));
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void Cutting_and_padding_have_no_effect_and_say_so() => Assert.Equal(
        ["'truncation' has no effect: texts are neither cut nor padded.", "'padding' has no effect: texts are neither cut nor padded."],
        _file.With("/truncation", "{}").With("/padding", "{}").Read().Warnings);

    [Theory]
    [InlineData("""{"type":"NFC"}""", "e\u0301\uFB01", "\u00E9\uFB01")]
    [InlineData("""{"type":"NFD"}""", "\u00E9\uFB01", "e\u0301\uFB01")]
    [InlineData("""{"type":"NFKC"}""", "e\u0301\uFB01", "\u00E9fi")]
    [InlineData("""{"type":"NFKD"}""", "\u00E9\uFB01", "e\u0301fi")]
    [InlineData("""{"type":"Lowercase"}""", "A\u00C9", "a\u00E9")]
    [InlineData("""{"type":"Strip","strip_left":true,"strip_right":false}""", " a ", "a ")]
    [InlineData("""{"type":"Strip","strip_left":false,"strip_right":true}""", " a ", " a")]
    [InlineData("""{"type":"Strip"}""", " a ", " a ")]
    [InlineData("""{"type":"Prepend","prepend":"_"}""", "a", "_a")]
    [InlineData("""{"type":"Prepend","prepend":"_"}""", "", "")]
    [InlineData("""{"type":"Replace","pattern":{"String":"a."},"content":"$0"}""", "a.ab", "$0ab")]
    [InlineData("""{"type":"Replace","pattern":{"String":""},"content":"x"}""", "ab", "ab")]
    [InlineData("""{"type":"Replace","pattern":{"Regex":"a."},"content":"$0"}""", "a.abc", "$0$0c")]
    [InlineData("""{"type":"Replace","pattern":{"Regex":"\\p{L}"},"content":"-"}""", "1\U00020000\U0001F467b", "1-\U0001F467-")]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"Lowercase"},{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"X"},{"type":"Strip","strip_right":true}]}]}""", "A ", "Xa")]
    public void A_normalizer(string json, string text, string wanted) => Assert.Equal(wanted, _file.With("/normalizer", json).Read().Normalizer!.Normalize(text));

    [Fact]
    public void A_sequence_without_normalizers_is_none() => Assert.Null(_file.With("/normalizer", """{"type":"Sequence","normalizers":[]}""").Read().Normalizer);

    [Theory]
    [InlineData("", "false", "false", "a 12\nb", "a 12\nb")]
    [InlineData("", "true", "false", "a 12\nb", " a 12\nb")]
    [InlineData("", "true", "false", " a", " a")]
    [InlineData("", "false", "true", "It's 12  b!?", "It|'s| 12| | b|!?")]
    [InlineData("", "false", "null", "It's 12", "It|'s| 12")]
    [InlineData("", "true", "true", "a b", " a| b")]
    [InlineData("""{"type":"Digits","individual_digits":true}""", "false", "false", "a12b", "a|1|2|b")]
    [InlineData("""{"type":"Digits"}""", "false", "false", "a12b\U0001D7CF3", "a|12|b|\U0001D7CF3")]
    [InlineData("""{"type":"Digits","individual_digits":true}""", "true", "false", "a12", " a| 1| 2")]
    [InlineData("""{"type":"Split","pattern":{"String":"."},"behavior":"Isolated"}""", "false", "false", "a.b", "a|.|b")]
    [InlineData("""{"type":"Split","pattern":{"Regex":"."},"behavior":"Isolated"}""", "false", "false", "a.b", "a|.|b")]
    [InlineData("""{"type":"Split","pattern":{"String":"."},"behavior":"Removed"}""", "false", "false", "a.b", "a|b")]
    [InlineData("""{"type":"Split","pattern":{"String":"."},"behavior":"Removed","invert":true}""", "false", "false", "a.b", ".")]
    [InlineData("""{"type":"Split","pattern":{"Regex":"b"},"behavior":"MergedWithPrevious"},{"type":"Digits"}""", "false", "false", "1ab2b", "1|ab|2|b")]
    public void A_pre_tokenizer(string steps, string prefix, string pattern, string text, string wanted)
    {
        string last = $$"""{"type":"ByteLevel","add_prefix_space":{{prefix}},"use_regex":{{pattern}}}""";
        _file.With("/pre_tokenizer", $$"""{"type":"Sequence","pretokenizers":[{{(steps.Length == 0 ? last : steps + "," + last)}}]}""");

        Assert.Equal(wanted, string.Join('|', _file.Read().Words.Of(text).Select(static word => word.Text[word.Word.Start..word.Word.End])));
    }

    [Fact]
    public void A_vocabulary_without_tokens_has_none()
    {
        HuggingFaceTokenizer tokenizer = _file.With("/model/vocab", "{}").With("/model/merges", "[]").Load();

        Assert.Equal(0, tokenizer.VocabularySize);
        Assert.Empty(tokenizer.Encode("a"));
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        File.WriteAllText(_file.Path, _file.Root.ToJsonString(), Encoding.UTF8);

        Assert.Equal(259, TokenizerFileReader.Read(_file.Path).Vocabulary.Count);
    }

    [Fact]
    public void ByteLevel_cuts_unless_it_is_told_not_to() =>
        Assert.Equal(2, _file.With("/pre_tokenizer", """{"type":"ByteLevel"}""").Read().Words.Of("a b").Count());

    [Fact]
    public void A_template_puts_tokens_around()
    {
        TokenizerFile file = _file.With("/added_tokens", """[{"id":259,"content":"<x>"}]""").With("/post_processor", """
            {"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<x>"}},{"SpecialToken":{"id":"a"}},{"Sequence":{"id":"A"}},{"SpecialToken":{"id":"<x>"}}],
             "special_tokens":{"<x>":{"ids":[259,259]},"a":{"ids":[97]}}}
            """).Read();

        Assert.Equal([259, 259, 97], file.Template.Before);
        Assert.Equal([259, 259], file.Template.After);
        Assert.Equal([259, 259, 97, 'z', 259, 259], new HuggingFaceTokenizer(file).Encode("z"));
    }

    [Fact]
    public void What_a_token_stands_for()
    {
        HuggingFaceTokenizer tokenizer = _file.With("/model/vocab/big", "500").With("/model/vocab/é中", "499")
            .With("/added_tokens", """[{"id":261,"content":"<é>","special":true},{"id":262,"content":"<y>"}]""").Load();

        Assert.Equal(501, tokenizer.VocabularySize);
        Assert.Equal([0xC3], tokenizer.BytesOf(0xC3).ToArray());
        Assert.Equal([(byte)'<', 0xE9, (byte)'>'], tokenizer.BytesOf(261).ToArray()); // every character of it stands for a byte
        Assert.Equal("é中"u8.ToArray(), tokenizer.BytesOf(499).ToArray()); // not of the alphabet of bytes
        Assert.Equal([], tokenizer.BytesOf(400).ToArray());
        Assert.Equal([], tokenizer.BytesOf(501).ToArray());
        Assert.Equal("a<y>z", tokenizer.Decode(['a', 261, 262, 'z'], skipSpecialTokens: true));
        Assert.Equal(["<y>", "<é>"], tokenizer.SpecialTokens.Keys.Order(StringComparer.Ordinal));
    }
}
