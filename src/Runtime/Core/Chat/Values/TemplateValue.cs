using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;

namespace Modelwright.Runtime.Templating;

/// <summary>
/// A value as a chat template sees it: Python's none, booleans, integers of any size, floats, strings, lists and ordered mappings.
/// The order of keys and the kind of a number are kept, because both show in what templates write. Immutable, but for namespaces within a rendering.
/// </summary>
public abstract class TemplateValue
{
    private protected TemplateValue()
    {
    }

    /// <summary>None.</summary>
    public static TemplateValue None => NoneValue.Instance;

    /// <summary>True.</summary>
    public static TemplateValue True => BooleanValue.OfTrue;

    /// <summary>False.</summary>
    public static TemplateValue False => BooleanValue.OfFalse;

    /// <summary>Python's name of the type.</summary>
    internal abstract string TypeName { get; }

    /// <summary>Whether an <c>if</c> takes it for true.</summary>
    internal virtual bool IsTrue => true;

    /// <summary>The number of items or characters; null for what has no length.</summary>
    internal virtual int? Count => null;

    /// <summary>What a loop over it sees; null for what cannot be looped over.</summary>
    internal virtual IEnumerable<TemplateValue>? Items => null;

    /// <summary>A boolean.</summary>
    public static TemplateValue Of(bool value) => value ? True : False;

    /// <summary>An integer.</summary>
    public static TemplateValue Of(BigInteger value) => new IntegerValue(value);

    /// <summary>An integer.</summary>
    public static TemplateValue Of(long value) => new IntegerValue(value);

    /// <summary>A float.</summary>
    public static TemplateValue Of(double value) => new FloatValue(value);

    /// <summary>A text from outside of the template: special tokens spelled in it stay text. None for null.</summary>
    public static TemplateValue Of(string? value) => value is null ? None : StringValue.Data(value);

    /// <summary>A list.</summary>
    public static TemplateValue Of(IEnumerable<TemplateValue> items) => new ListValue([.. items], ListKind.List);

    /// <summary>A mapping; a key that comes again replaces the value and keeps its place.</summary>
    public static TemplateValue Of(IEnumerable<KeyValuePair<string, TemplateValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        MapValue map = new();
        foreach ((string key, TemplateValue value) in entries)
        {
            map.Set(StringValue.Data(key), value);
        }

        return map;
    }

    /// <summary>A text of the program's own, such as a special token: as if the template had written it.</summary>
    public static TemplateValue Trusted(string value) => StringValue.Template(value);

    /// <summary>The value of a JSON text. Order of keys, big integers and the difference between 1 and 1.0 are kept.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static TemplateValue Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    /// <summary>The value of a JSON element; an absent one is none.</summary>
    public static TemplateValue Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Of(element.EnumerateObject().Select(static p => KeyValuePair.Create(p.Name, Of(p.Value)))),
        JsonValueKind.Array => Of(element.EnumerateArray().Select(Of)),
        JsonValueKind.String => Of(element.GetString()),
        JsonValueKind.Number => NumberText.Parse(element.GetRawText()),
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        _ => None,
    };

    /// <summary>The value as Python prints it.</summary>
    public override string ToString() => ToText().Text;

    /// <summary>Python's <c>str()</c>.</summary>
    internal virtual StringValue ToText() => StringValue.Data(ReprWriter.Write(this));

    /// <summary>Python's <c>repr()</c>.</summary>
    internal abstract void WriteRepr(ReprWriter writer);

    /// <summary>A Python attribute, such as a method; null where there is none.</summary>
    internal virtual TemplateValue? Member(string name) => null;

    /// <summary>What stands in square brackets' place; null where there is nothing.</summary>
    internal virtual TemplateValue? Lookup(TemplateValue key) => null;

    /// <summary>Calls it.</summary>
    internal virtual TemplateValue Invoke(TemplateArguments arguments) => throw Fail($"'{TypeName}' object is not callable");

    internal static ChatTemplateRenderException Fail(string message) => new(message);
}
