using System;
using System.Globalization;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>
/// A text with one char a code point, for regular expressions: .NET's classes look at UTF-16 units, for which a letter beyond U+FFFF is two surrogates and no letter.
/// Such a code point is replaced by a char of the same general category, so every class of the form <c>\p{…}</c> and <c>\s</c> sees what it is.
/// </summary>
internal sealed class CodePointText
{
    private readonly int[]? _starts;

    private CodePointText(string text, int[]? starts)
    {
        Text = text;
        _starts = starts;
    }

    /// <summary>The text with one char a code point.</summary>
    public string Text { get; }

    public static CodePointText Of(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return new CodePointText(text, starts: null);
        }

        StringBuilder units = new(text.Length);
        int[] starts = new int[text.Length + 1];
        int position = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            starts[units.Length] = position;
            units.Append(rune.IsBmp ? (char)rune.Value : Representative(Rune.GetUnicodeCategory(rune)));
            position += rune.Utf16SequenceLength;
        }

        starts[units.Length] = position;
        return new CodePointText(units.ToString(), starts);
    }

    /// <summary>Where a char of <see cref="Text"/> begins in the original.</summary>
    public int OriginalIndex(int index) => _starts is null ? index : _starts[index];

    /// <summary>A char of a category that no pattern names by itself.</summary>
    private static char Representative(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => '\u0416',
        UnicodeCategory.LowercaseLetter => '\u0436',
        UnicodeCategory.TitlecaseLetter => '\u01C5',
        UnicodeCategory.ModifierLetter => '\u02B0',
        UnicodeCategory.OtherLetter => '\u3042',
        UnicodeCategory.NonSpacingMark => '\u0300',
        UnicodeCategory.SpacingCombiningMark => '\u0903',
        UnicodeCategory.EnclosingMark => '\u20DD',
        UnicodeCategory.DecimalDigitNumber => '\u0660',
        UnicodeCategory.LetterNumber => '\u2160',
        UnicodeCategory.OtherNumber => '\u2460',
        UnicodeCategory.Format => '\u2060',
        UnicodeCategory.PrivateUse => '\uE000',
        UnicodeCategory.ConnectorPunctuation => '\u203F',
        UnicodeCategory.DashPunctuation => '\u2010',
        UnicodeCategory.OpenPunctuation => '\u2045',
        UnicodeCategory.ClosePunctuation => '\u2046',
        UnicodeCategory.InitialQuotePunctuation => '\u2039',
        UnicodeCategory.FinalQuotePunctuation => '\u203A',
        UnicodeCategory.OtherPunctuation => '\u2020',
        UnicodeCategory.MathSymbol => '\u2200',
        UnicodeCategory.CurrencySymbol => '\u20AC',
        UnicodeCategory.ModifierSymbol => '\u02C2',
        UnicodeCategory.OtherSymbol => '\u2603',
        _ => '\u0378', // not assigned
    };
}
