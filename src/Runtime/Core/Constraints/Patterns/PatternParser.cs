using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Modelwright.Runtime.Constraints;

/// <summary>Reads the regular part of ECMAScript's regular expressions; each character class is encoded by who asks (as UTF-8, or as JSON's strings write it).</summary>
internal sealed partial class PatternParser(string pattern, Func<CodePointSet, Grammar> encode)
{
    private const int MostRepeats = 1000;

    private int _at;
    private int _depth;

    private bool AtEnd => _at >= pattern.Length;

    /// <summary>The expression, which matches the whole text; anchors at its ends change nothing.</summary>
    public Grammar ParseWhole()
    {
        Grammar grammar = ParseAlternatives(static branch => branch.Body);
        return AtEnd ? grammar : throw Refuse("a ')' without its '('");
    }

    /// <summary>The expression as JSON Schema means it: anywhere in the text, unless anchors say otherwise.</summary>
    public Grammar ParseAnywhere()
    {
        Grammar any = Grammar.Repeat(encode(CodePointSet.All), 0, most: null);
        Grammar grammar = ParseAlternatives(branch => Grammar.Then(branch.AtStart ? Grammar.Empty : any, branch.Body, branch.AtEnd ? Grammar.Empty : any));
        return AtEnd ? grammar : throw Refuse("a ')' without its '('");
    }

    private Grammar ParseAlternatives(Func<(bool AtStart, Grammar Body, bool AtEnd), Grammar> join)
    {
        List<Grammar> branches = [];
        do
        {
            bool atStart = _depth == 0 && Take('^');
            List<Grammar> parts = [];
            bool atEnd = false;
            while (!AtEnd && pattern[_at] is not ('|' or ')'))
            {
                if (_depth == 0 && pattern[_at] == '$' && (_at + 1 == pattern.Length || pattern[_at + 1] == '|'))
                {
                    _at++;
                    atEnd = true;
                    break;
                }

                parts.Add(ParseQuantified());
            }

            branches.Add(join((atStart, Grammar.Then(parts), atEnd)));
        }
        while (Take('|'));

        return Grammar.Any(branches);
    }

    private Grammar ParseQuantified()
    {
        Grammar part = ParsePart();
        while (!AtEnd && ParseQuantifier() is { } counts)
        {
            part = Grammar.Repeat(part, counts.Least, counts.Most);
            Take('?'); // which of several ways is tried first makes no difference
        }

        return part;
    }

    private (int Least, int? Most)? ParseQuantifier() =>
        Take('*') ? (0, null) : Take('+') ? (1, null) : Take('?') ? (0, 1) : pattern[_at] == '{' ? ParseCounts() : null;

    private (int Least, int? Most) ParseCounts()
    {
        int end = pattern.IndexOf('}', _at);
        string[] counts = end < 0 ? [] : pattern[(_at + 1)..end].Split(',');
        int? least = counts.Length is 1 or 2 ? Count(counts[0]) : null;
        int? most = counts.Length == 1 ? least : counts.Length == 2 ? Count(counts[1]) : null;
        if (least is null || (most is null && counts is not [_, ""]) || most < least)
        {
            throw Refuse($"the quantifier {(end < 0 ? pattern[_at..] : pattern[_at..(end + 1)])}");
        }

        _at = end + 1;
        return (least.Value, most);
    }

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= MostRepeats ? count : null;

    private Grammar ParsePart()
    {
        char next = pattern[_at];
        switch (next)
        {
            case '(':
                return ParseGroup();
            case '[':
                return encode(ParseClass());
            case '.':
                _at++;
                return encode(CodePointSet.Of((10, 10), (13, 13), (0x2028, 0x2029)).Complement());
            case '\\':
                return encode(ParseEscape(inClass: false));
            case '*' or '+' or '?' or '{' or '}' or ']' or '^' or '$':
                throw Refuse($"'{next}', which means nothing there or is not enforced");
            default:
                return encode(CodePointSet.Of(NextCharacter()));
        }
    }

    private Grammar ParseGroup()
    {
        _at++;
        if (Take('?') && !Take(':'))
        {
            int name = pattern.IndexOf('>', _at);
            bool named = !AtEnd && pattern[_at] == '<' && _at + 1 < pattern.Length && pattern[_at + 1] is not ('=' or '!') && name > 0;
            _at = named ? name + 1 : throw Refuse("a group that looks ahead, looks behind, or changes options");
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Refuse("groups nested too deep");
        }

        _depth++;
        Grammar group = ParseAlternatives(static branch => branch.Body);
        _depth--;
        return Take(')') ? group : throw Refuse("a '(' without its ')'");
    }

    private int NextCharacter()
    {
        if (!Rune.TryGetRuneAt(pattern, _at, out Rune rune))
        {
            throw Refuse("half a character");
        }

        _at += rune.Utf16SequenceLength;
        return rune.Value;
    }

    private bool Take(char character)
    {
        bool there = !AtEnd && pattern[_at] == character;
        _at += there ? 1 : 0;
        return there;
    }

    private ConstraintException Refuse(string found) => new(
        string.Create(CultureInfo.InvariantCulture, $"character {_at} of the pattern {pattern}"), found, $"a regular expression of literals, classes, groups, alternatives, quantifiers up to {MostRepeats}, and anchors at its ends");
}
