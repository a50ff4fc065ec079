using System.Collections.Generic;

namespace Modelwright.Runtime.Templating;

/// <summary>What a <see cref="ListValue"/> is to Python: they differ in length, look and methods.</summary>
internal enum ListKind
{
    List,
    Tuple,

    /// <summary><c>range()</c>.</summary>
    Range,

    /// <summary>The result of <c>map</c>, <c>select</c> and the like: can be looped over, has no length.</summary>
    Generator,

    /// <summary><c>keys()</c>, <c>values()</c> or <c>items()</c> of a mapping.</summary>
    View,
}

/// <summary>Values in a row.</summary>
internal sealed class ListValue(TemplateValue[] values, ListKind kind) : TemplateValue
{
    public TemplateValue[] Values { get; } = Charged(values);

    public ListKind Kind { get; } = kind;

    /// <summary>Whether it has a length and its values can be asked for by number.</summary>
    public bool IsSequence => Kind is ListKind.List or ListKind.Tuple or ListKind.Range;

    internal override string TypeName => Kind switch
    {
        ListKind.Tuple => "tuple",
        ListKind.Range => "range",
        ListKind.Generator => "generator",
        ListKind.View => "dict_view",
        _ => "list",
    };

    internal override bool IsTrue => Kind == ListKind.Generator || Values.Length > 0;

    internal override int? Count => Kind == ListKind.Generator ? null : Values.Length;

    internal override IEnumerable<TemplateValue> Items => Values;

    /// <summary>How it is written, where that is not by its values: a range by its bounds.</summary>
    public string? Spelling { get; init; }

    internal override void WriteRepr(ReprWriter writer)
    {
        if ((Kind == ListKind.Generator ? "<generator object>" : Spelling) is { } spelling)
        {
            writer.Append(spelling);
        }
        else
        {
            writer.AppendItems(Values, Kind == ListKind.Tuple ? "(" : "[", Kind != ListKind.Tuple ? "]" : Values.Length == 1 ? ",)" : ")");
        }
    }

    internal override TemplateValue? Member(string name) => IsSequence ? ListMethods.Find(this, name) : null;

    internal override TemplateValue? Lookup(TemplateValue key) =>
        IsSequence && Indexing.Index(key, Values.Length) is int index ? Values[index] : null;

    private static TemplateValue[] Charged(TemplateValue[] values)
    {
        TemplateBudget.Spend(values.Length);
        return values;
    }
}
