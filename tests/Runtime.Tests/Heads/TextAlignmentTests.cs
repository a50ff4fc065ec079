using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>Which characters of a text a part of its spelling is of, one by one.</summary>
public sealed class TextAlignmentTests
{
    /// <summary>Each spelled character's place, then the places of nothing before each and at the end.</summary>
    [Theory]
    [InlineData("abc", "abc", "0-1 1-2 2-3", "0 1 2 3")]
    [InlineData("abc", "", "", "0")]
    [InlineData("abc", "abcX", "0-1 1-2 2-3 3-3", "0 1 2 3 3")]     // behind the text
    [InlineData("a b", "▁a▁b", "0-0 0-1 2-2 2-3", "0 0 2 2 3")]     // put before letters, the blank taken away
    [InlineData("a b c", "ab c", "0-1 2-3 3-4 4-5", "0 2 3 4 5")]   // a blank is not looked for behind a letter
    [InlineData("b\u0301c", "b\u0301c", "0-1 1-2 2-3", "0 1 2 3")]  // as it is: each unit of the character by itself
    [InlineData("e\u0301c", "éc", "0-2 2-3", "0 2 3")]              // composed: the whole character
    [InlineData("axb", "axb", "0-1 1-2 2-3", "0 1 2 3")]            // as it is, though the normalizer takes it away
    [InlineData("axb", "ab", "0-1 2-3", "0 2 3")]
    public void Characters_have_places(string text, string spelled, string places, string borders)
    {
        TextAlignment alignment = TextAlignment.Of(text, spelled, new WithoutX());

        Assert.Equal(places, string.Join(' ', Enumerable.Range(0, spelled.Length).Select(at => Place(alignment.Original(at, at + 1)))));
        Assert.Equal(borders, string.Join(' ', Enumerable.Range(0, spelled.Length + 1).Select(at => alignment.Original(at, at).Start)));
        Assert.All(Enumerable.Range(0, spelled.Length + 1), at => Assert.Equal(alignment.Original(at, at).Start, alignment.Original(at, at).End));
    }

    /// <summary>All tokens of a character have its place, and so has one at the end that begins a character only.</summary>
    [Fact]
    public void Tokens_of_one_character_have_its_place()
    {
        LetterTokenizer letters = new();

        Assert.Equal("0-1 0-1 1-3 1-3 1-3 1-3 3-4", Places(letters, letters.Encode("é😀x"), "é😀x"));
        Assert.Equal("0-1 1-2", Places(letters, [.. letters.Encode("é").Prepend('a').Take(2)], "a\uFFFD"));
    }

    [Fact]
    public void Tokens_have_places_in_the_text_as_it_was_before_the_tokenizer_normalised_it()
    {
        using ByteTokenizerFile file = new();
        HuggingFaceTokenizer tokenizer = file.With("/normalizer", """{"type":"Lowercase"}""").Load();

        Assert.Equal("0-1 1-2 2-3", Places(tokenizer, tokenizer.Encode("ABc"), "ABc"));
    }

    private static string Places(ITextTokenizer tokenizer, int[] tokens, string text)
    {
        TokenOffsets offsets = TokenOffsets.Of(tokenizer, tokens, text);
        return string.Join(' ', Enumerable.Range(0, tokens.Length).Select(token => Place(offsets[token])));
    }

    private static string Place((int Start, int End) place) => $"{place.Start}-{place.End}";

    private sealed class WithoutX : ITextNormalizer
    {
        public string Normalize(string text) => UnicodeForm.C.Normalize(text.Replace("x", "", StringComparison.Ordinal));
    }
}
