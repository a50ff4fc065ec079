using System;
using System.Collections.Generic;
using System.Text;
using Modelwright.Templates;

namespace Modelwright.Runtime.Templating;

/// <summary>Python's <c>str</c>: counted and cut by code points. Knows of every character whether the template wrote it; a safe one is Jinja's <c>Markup</c>.</summary>
internal sealed class StringValue(string text, TextOrigin origin, bool safe = false) : TemplateValue
{
    private int? _length;

    public static StringValue Empty { get; } = new("", TextOrigin.Template);

    public string Text { get; } = text;

    public TextOrigin Origin { get; } = origin;

    public bool IsSafe { get; } = safe;

    internal override string TypeName => "str";

    internal override bool IsTrue => Text.Length > 0;

    internal override int? Count => Length;

    internal override IEnumerable<TemplateValue> Items => CodePoints();

    private int Length => _length ??= HasPairs ? CountCodePoints(Text) : Text.Length;

    private bool HasPairs => Text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    public static StringValue Data(string text) => new(text, TextOrigin.Data);

    public static StringValue Template(string text) => new(text, TextOrigin.Template);

    /// <summary>A part, by UTF-16 units.</summary>
    public StringValue Part(int start, int length)
    {
        TemplateBudget.Spend(length);
        return length == Text.Length ? this : new StringValue(Text.Substring(start, length), Origin.Slice(start, length), IsSafe);
    }

    public StringValue WithSafe(bool safe) => safe == IsSafe ? this : new StringValue(Text, Origin, safe);

    /// <summary>Without characters of a set at its ends; without a set, white space.</summary>
    public StringValue Trim(string? characters, bool atStart, bool atEnd)
    {
        int start = 0;
        int end = Text.Length;
        while (atStart && start < end && IsTrimmed(start, characters))
        {
            start += UnitsAt(start);
        }

        while (atEnd && end > start && IsTrimmed(end - UnitsBefore(end), characters))
        {
            end -= UnitsBefore(end);
        }

        return Part(start, end - start);
    }

    /// <summary>The code points from <paramref name="start"/> in steps, as many as <paramref name="count"/> says.</summary>
    public StringValue Slice(int start, int step, int count)
    {
        if (step == 1 && !HasPairs)
        {
            return Part(start, count);
        }

        List<StringValue> points = [.. CodePoints()];
        OriginText result = new();
        for (int i = 0; i < count; i++)
        {
            result.Append(points[start + (i * step)]);
        }

        return result.ToValue(IsSafe);
    }

    /// <summary>The text with every code point replaced; what replaces it has its origin.</summary>
    public StringValue Map(Func<string, int, string> replace)
    {
        OriginText result = new();
        for (int i = 0; i < Text.Length; i += UnitsAt(i))
        {
            result.Append(replace(Text.Substring(i, UnitsAt(i)), i), Origin.At(i));
        }

        return result.ToValue(IsSafe);
    }

    /// <summary>Index of a UTF-16 unit as an index of code points.</summary>
    public int CodePointIndex(int unit) => HasPairs ? CountCodePoints(Text[..unit]) : unit;

    internal override StringValue ToText() => this;

    internal override void WriteRepr(ReprWriter writer)
    {
        writer.Append(IsSafe ? "Markup(" : "");
        writer.AppendString(Text);
        writer.Append(IsSafe ? ")" : "");
    }

    internal override TemplateValue? Member(string name) => StringMethods.Find(this, name);

    internal override TemplateValue? Lookup(TemplateValue key) =>
        Indexing.Index(key, Length) is int index ? Slice(index, step: 1, count: 1) : null;

    private static int CountCodePoints(string text)
    {
        int count = 0;
        foreach (Rune _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private IEnumerable<StringValue> CodePoints()
    {
        for (int i = 0; i < Text.Length; i += UnitsAt(i))
        {
            yield return Part(i, UnitsAt(i));
        }
    }

    private int UnitsAt(int index) => char.IsHighSurrogate(Text[index]) && index + 1 < Text.Length && char.IsLowSurrogate(Text[index + 1]) ? 2 : 1;

    private int UnitsBefore(int end) => end >= 2 && char.IsLowSurrogate(Text[end - 1]) && char.IsHighSurrogate(Text[end - 2]) ? 2 : 1;

    private bool IsTrimmed(int index, string? characters) => characters is null
        ? PythonSpace.Is(Text[index])
        : characters.Contains(Text.Substring(index, UnitsAt(index)), StringComparison.Ordinal);
}
