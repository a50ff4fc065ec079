namespace Modelwright.Runtime.Tests;

/// <summary>NFC, NFD, NFKC and NFKD, each rule of Unicode Standard Annex 15 by a text.</summary>
public class UnicodeFormTests
{
    /// <summary>What decomposes and is composed again.</summary>
    [Theory]
    [InlineData("\u00E9", "e\u0301")]
    [InlineData("x\u1EA1\u0301y", "xa\u0323\u0301y")]
    [InlineData("\u1EAD", "a\u0323\u0302")]
    [InlineData("\u09CB", "\u09C7\u09BE")] // joins the one before it, and is no mark
    [InlineData("\U0001109A", "\U00011099\U000110BA")]
    [InlineData("\uAC00", "\u1100\u1161")]
    [InlineData("\uAC01", "\u1100\u1161\u11A8")]
    [InlineData("\uAC1B", "\u1100\u1161\u11C2")]
    [InlineData("\uAC1C", "\u1100\u1162")]
    [InlineData("\uAE00", "\u1100\u1173\u11AF")]
    [InlineData("\uD55C", "\u1112\u1161\u11AB")]
    [InlineData("\uD7A3", "\u1112\u1175\u11C2")]
    public void Composed_and_decomposed_are_each_others(string composed, string decomposed)
    {
        Assert.Equal((composed, composed), (UnicodeForm.C.Normalize(composed), UnicodeForm.C.Normalize(decomposed)));
        Assert.Equal((decomposed, decomposed), (UnicodeForm.D.Normalize(composed), UnicodeForm.D.Normalize(decomposed)));
        Assert.Equal((composed, decomposed), (UnicodeForm.KC.Normalize(decomposed), UnicodeForm.KD.Normalize(composed)));
    }

    /// <summary>What decomposes for good, alone or behind others.</summary>
    [Theory]
    [InlineData("\u0958", "\u0915\u093C", "\u0915\u093C")]
    [InlineData("a\uF900b", "a\u8C48b", "a\u8C48b")]
    [InlineData("\u212B", "\u00C5", "A\u030A")]
    [InlineData("\u0344", "\u0308\u0301", "\u0308\u0301")]
    public void Some_are_never_composed_again(string text, string composed, string decomposed)
    {
        Assert.Equal(composed, UnicodeForm.C.Normalize(text));
        Assert.Equal(decomposed, UnicodeForm.D.Normalize(text));
    }

    /// <summary>The forms of compatibility spell them out, the others leave them.</summary>
    [Theory]
    [InlineData("x\u00B2", "x2", "x2")]
    [InlineData("\uFB01", "fi", "fi")]
    [InlineData("\u01C4", "D\u017D", "DZ\u030C")]
    [InlineData("\u1E9B\u0323", "\u1E69", "s\u0323\u0307")]
    public void Some_are_spelled_out_by_the_forms_of_compatibility(string text, string composed, string decomposed)
    {
        Assert.Equal(text, UnicodeForm.C.Normalize(text));
        Assert.Equal(composed, UnicodeForm.KC.Normalize(text));
        Assert.Equal(decomposed, UnicodeForm.KD.Normalize(text));
    }

    /// <summary>Marks stand in the order of their classes, those of one class in the text's, and join what they stand on unless one of their class stands between.</summary>
    [Theory]
    [InlineData("\u0301\u0323", "\u0323\u0301", "\u0323\u0301")]
    [InlineData("q\u0345\u0301\u0323\u031B\u0327", "q\u0327\u031B\u0323\u0301\u0345", "q\u0327\u031B\u0323\u0301\u0345")]
    [InlineData("a\u0301\u0323", "\u1EA1\u0301", "a\u0323\u0301")]
    [InlineData("a\u0305\u0301", "a\u0305\u0301", "a\u0305\u0301")]
    [InlineData("a\u0332\u0301", "\u00E1\u0332", "a\u0332\u0301")]
    [InlineData("a\u0301\u0302", "\u00E1\u0302", "a\u0301\u0302")]
    [InlineData("a\u0302\u0301", "\u1EA5", "a\u0302\u0301")]
    [InlineData("ab\u0301c\U0001F467e\u0301", "ab\u0301c\U0001F467\u00E9", "ab\u0301c\U0001F467e\u0301")]
    public void Marks_have_an_order(string text, string composed, string decomposed)
    {
        Assert.Equal(composed, UnicodeForm.C.Normalize(text));
        Assert.Equal(decomposed, UnicodeForm.D.Normalize(text));
    }
}
