using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime.Constraints;

/// <summary>What a text may be, over bytes: a context-free grammar as expressions. Rules may call each other; none may call itself before a byte.</summary>
internal abstract class Grammar
{
    /// <summary>The empty text.</summary>
    public static Grammar Empty { get; } = new SequenceGrammar([]);

    /// <summary>No text at all.</summary>
    public static Grammar Nothing { get; } = new ChoiceGrammar([]);

    /// <summary>A text in UTF-8.</summary>
    public static Grammar Text(string text) => new LiteralGrammar(Encoding.UTF8.GetBytes(text));

    /// <summary>A token that stands outside the text, such as <c>&lt;tool_call&gt;</c>; its spelling where the vocabulary has none.</summary>
    public static Grammar Tag(string spelling) => new TagGrammar(spelling);

    /// <summary>One byte of a set.</summary>
    public static Grammar Byte(ByteSet set) => set.IsEmpty ? Nothing : new ByteGrammar(set);

    /// <summary>One after the other.</summary>
    public static Grammar Then(params IReadOnlyList<Grammar> parts) => parts.Count == 1 ? parts[0] : new SequenceGrammar(parts);

    /// <summary>One of several.</summary>
    public static Grammar Any(params IReadOnlyList<Grammar> choices) => choices.Count == 1 ? choices[0] : new ChoiceGrammar(choices);

    /// <summary>There or not.</summary>
    public static Grammar Optional(Grammar part) => Any(part, Empty);

    /// <summary>At least and at most so often; no <paramref name="most"/> is without end.</summary>
    public static Grammar Repeat(Grammar part, int least, int? most) => most is int end && end < least ? Nothing : new RepeatGrammar(part, least, most);

    /// <summary>Any text in which another does not stand.</summary>
    public static Grammar Without(string text)
    {
        byte[] word = Encoding.UTF8.GetBytes(text);
        GrammarRule[] matched = [.. word.Select(static _ => new GrammarRule("text without a tag"))];
        for (int length = 0; length < word.Length; length++)
        {
            // Knuth, Morris, Pratt: how much of the word stands at the end after each byte.
            Dictionary<int, ByteSet> next = [];
            for (int b = 0; b < 256; b++)
            {
                int after = Overlap(word, length, (byte)b);
                next[after] = next.GetValueOrDefault(after).With((byte)b);
            }

            matched[length].Body = Any([Empty, .. next.Where(entry => entry.Key < word.Length).Select(entry => Then(Byte(entry.Value), new CallGrammar(matched[entry.Key])))]);
        }

        return new CallGrammar(matched[0]);
    }

    private static int Overlap(byte[] word, int length, byte next)
    {
        byte[] end = [.. word.AsSpan(0, length), next];
        int overlap = Math.Min(end.Length, word.Length);
        while (!end.AsSpan(end.Length - overlap).SequenceEqual(word.AsSpan(0, overlap)))
        {
            overlap--;
        }

        return overlap;
    }
}

/// <summary>A rule that others call by name; its body is set once, so that rules may call each other.</summary>
internal sealed class GrammarRule(string name)
{
    public string Name { get; } = name;

    public Grammar Body { get; set; } = Grammar.Nothing;
}

/// <summary>Bytes one after the other.</summary>
internal sealed class LiteralGrammar(byte[] bytes) : Grammar
{
    public byte[] Bytes { get; } = bytes;
}

/// <summary>A token outside the text.</summary>
internal sealed class TagGrammar(string spelling) : Grammar
{
    public string Spelling { get; } = spelling;
}

/// <summary>One byte.</summary>
internal sealed class ByteGrammar(ByteSet set) : Grammar
{
    public ByteSet Set { get; } = set;
}

/// <summary>Parts in order.</summary>
internal sealed class SequenceGrammar(IReadOnlyList<Grammar> parts) : Grammar
{
    public IReadOnlyList<Grammar> Parts { get; } = parts;
}

/// <summary>One of several.</summary>
internal sealed class ChoiceGrammar(IReadOnlyList<Grammar> choices) : Grammar
{
    public IReadOnlyList<Grammar> Choices { get; } = choices;
}

/// <summary>A part again and again.</summary>
internal sealed class RepeatGrammar(Grammar part, int least, int? most) : Grammar
{
    public Grammar Part { get; } = part;

    public int Least { get; } = least;

    public int? Most { get; } = most;
}

/// <summary>A rule's body.</summary>
internal sealed class CallGrammar(GrammarRule rule) : Grammar
{
    public GrammarRule Rule { get; } = rule;
}
