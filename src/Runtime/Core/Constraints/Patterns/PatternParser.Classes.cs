using System;
using System.Globalization;

namespace Modelwright.Runtime.Constraints;

/// <content>Classes of characters and escapes.</content>
internal sealed partial class PatternParser
{
    private static readonly CodePointSet Digits = CodePointSet.Of(('0', '9'));
    private static readonly CodePointSet WordCharacters = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));
    private static readonly CodePointSet Spaces = CodePointSet.Of(
        ('\t', '\r'), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    private CodePointSet ParseClass()
    {
        _at++;
        bool negated = Take('^');
        CodePointSet set = CodePointSet.Of([]);
        while (!Take(']'))
        {
            if (AtEnd)
            {
                throw Refuse("a '[' without its ']'");
            }

            CodePointSet first = ParseMember();
            if (_at + 1 < pattern.Length && pattern[_at] == '-' && pattern[_at + 1] != ']')
            {
                _at++;
                CodePointSet last = ParseMember();
                bool range = Single(first) is int low && Single(last) is int high && low <= high;
                first = range ? CodePointSet.Of((Single(first)!.Value, Single(last)!.Value)) : throw Refuse("a range whose ends are no characters in order");
            }

            set = set.Union(first);
        }

        return negated ? set.Complement() : set;
    }

    private CodePointSet ParseMember() => pattern[_at] == '\\' ? ParseEscape(inClass: true) : CodePointSet.Of(NextCharacter());

    private static int? Single(CodePointSet set) => set.Ranges is [var (first, last)] && first == last ? first : null;

    private CodePointSet ParseEscape(bool inClass)
    {
        _at++;
        if (AtEnd)
        {
            throw Refuse("a '\\' at the end");
        }

        char next = pattern[_at++];
        switch (next)
        {
            case 'd':
                return Digits;
            case 'D':
                return Digits.Complement();
            case 'w':
                return WordCharacters;
            case 'W':
                return WordCharacters.Complement();
            case 's':
                return Spaces;
            case 'S':
                return Spaces.Complement();
            case 'n':
                return CodePointSet.Of('\n');
            case 'r':
                return CodePointSet.Of('\r');
            case 't':
                return CodePointSet.Of('\t');
            case 'f':
                return CodePointSet.Of('\f');
            case 'v':
                return CodePointSet.Of('\v');
            case '0':
                return CodePointSet.Of(0);
            case 'b' when inClass:
                return CodePointSet.Of('\b');
            case 'x':
                return CodePointSet.Of(Hexadecimal(2));
            case 'u':
                return CodePointSet.Of(Hexadecimal(4));
            default:
                return char.IsAsciiLetterOrDigit(next) ? throw Refuse($"'\\{next}'") : CodePointSet.Of(next);
        }
    }

    private int Hexadecimal(int digits)
    {
        if (_at + digits > pattern.Length || !int.TryParse(pattern.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) || value is >= 0xD800 and <= 0xDFFF)
        {
            throw Refuse("an escape without its digits, or one for half a character");
        }

        _at += digits;
        return value;
    }
}
