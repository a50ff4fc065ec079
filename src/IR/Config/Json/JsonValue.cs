using System;
using System.Globalization;
using System.Linq;

namespace Modelwright.IR;

/// <summary>A JSON value and where it stands. Numbers keep their spelling, so that messages show what was written.</summary>
internal abstract record JsonValue
{
    private protected JsonValue(Span span) => Span = span;

    public Span Span { get; }

    /// <summary>The value as a message shows it: short, on one line.</summary>
    public abstract string Text { get; }
}

/// <summary>An object with its members in order, repeated names included; the last of a name counts.</summary>
internal sealed record JsonObject(EquatableArray<JsonMember> Members, Span Place) : JsonValue(Place)
{
    public override string Text => Members.Count == 0 ? "{}" : "an object";

    public JsonValue? Find(string name) => Members.LastOrDefault(m => m.Name == name)?.Value;
}

/// <summary>One <c>"name": value</c> of an object.</summary>
internal sealed record JsonMember(string Name, Span NameSpan, JsonValue Value);

/// <summary>A list.</summary>
internal sealed record JsonArray(EquatableArray<JsonValue> Items, Span Place) : JsonValue(Place)
{
    public override string Text => Items.Count == 0 ? "[]" : "a list";
}

/// <summary>A string, its escapes resolved.</summary>
internal sealed record JsonString(string Value, Span Place) : JsonValue(Place)
{
    private const int Shown = 60;

    public override string Text => Value.Length <= Shown ? $"\"{Value}\"" : $"\"{Value.Substring(0, Shown)}…\"";
}

/// <summary>A number as it is spelled; <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> among them.</summary>
internal sealed record JsonNumber(string Spelling, Span Place) : JsonValue(Place)
{
    public const string NotANumber = "NaN";
    public const string Infinity = "Infinity";
    public const string NegativeInfinity = "-Infinity";

    public override string Text => Spelling;

    /// <summary>Whether it has neither fraction nor exponent, so that Python reads an <c>int</c>.</summary>
    public bool IsWhole => Spelling.All(static c => c is '-' or (>= '0' and <= '9'));

    /// <summary>Whether it is a whole number, however it is spelled: <c>512</c>, <c>512.0</c>, <c>5.12e2</c>.</summary>
    public bool IsInteger => IsWhole || (ToDouble() is var number && Math.Floor(number) == number && !double.IsInfinity(number));

    public double ToDouble() => Spelling switch
    {
        NotANumber => double.NaN,
        Infinity => double.PositiveInfinity,
        NegativeInfinity => double.NegativeInfinity,

        // Some frameworks refuse what is too large, others answer infinity: infinity is ours.
        _ => double.TryParse(Spelling, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
            : Spelling.StartsWith("-", StringComparison.Ordinal) ? double.NegativeInfinity
            : double.PositiveInfinity,
    };
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record JsonBoolean(bool Value, Span Place) : JsonValue(Place)
{
    public override string Text => Value ? "true" : "false";
}

/// <summary><c>null</c>.</summary>
internal sealed record JsonNull(Span Place) : JsonValue(Place)
{
    public override string Text => "null";
}
