using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Runtime.Tests;

/// <content>Words: how they are cut, and those that are one token.</content>
public sealed partial class TokenizerFileTests
{
    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(3000)]
    public void A_whole_word_of_any_length(int length)
    {
        string word = new('x', length);
        HuggingFaceTokenizer tokenizer = _file.With("/model/vocab/" + word, "300").With("/model/ignore_merges", "true").Load();

        Assert.Equal([300], tokenizer.Encode(word));
        Assert.Equal(length - 1, tokenizer.Encode(word[1..]).Length);
    }

    /// <summary>Hashes differ from process to process, so two words of one are looked for.</summary>
    [Fact]
    public void Words_of_one_hash_are_two_words()
    {
        HuggingFaceTokenizer tokenizer = _file.Load();
        Dictionary<int, string> words = [];
        string second = "0";
        for (int i = 1; words.TryAdd(string.GetHashCode(second), second); i++)
        {
            second = i.ToString(CultureInfo.InvariantCulture);
        }

        string first = words[string.GetHashCode(second)];
        Assert.All((string[])[first, second, first], word => Assert.Equal(word.Select(static digit => (int)digit), tokenizer.Encode(word)));
    }

    /// <summary>Qwen's own patterns are cut as the Rust library cuts by them, where .NET would not fold ſ; by another behavior they are patterns like any.</summary>
    [Theory]
    [InlineData(false, "Isolated", "'\u017Fa e\u0301a", "'\u017F|a| e|\u0301a")]
    [InlineData(true, "Isolated", "'\u017Fa e\u0301a", "'\u017F|a| e\u0301a")]
    [InlineData(false, "Removed", "a e\u0301a", "")]
    [InlineData(true, "Removed", "a e\u0301a", "")]
    public void Qwens_patterns(bool marks, string behavior, string text, string wanted)
    {
        string pattern = JsonSerializer.Serialize(marks ? QwenSplitter.PatternWithMarks : QwenSplitter.Pattern);
        _file.With("/pre_tokenizer", $$"""{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":{{pattern}}},"behavior":"{{behavior}}"},{"type":"ByteLevel","use_regex":false}]}""");

        Assert.Equal(wanted, string.Join('|', _file.Read().Words.Of(text).Select(static word => word.Text[word.Word.Start..word.Word.End])));
    }
}
