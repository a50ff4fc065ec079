using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;

namespace Modelwright.Runtime.Templating;

/// <summary>Filters that order or group: stable, and blind to case unless asked.</summary>
internal static class SortFilters
{
    /// <summary>Python's order.</summary>
    public static Comparer<TemplateValue> Order { get; } = Comparer<TemplateValue>.Create(static (a, b) =>
    {
        TemplateBudget.SpendIteration();
        return Comparison.Compare("<", a, b) ?? throw TemplateValue.Fail("nan has no order");
    });

    /// <summary>Keys are lists to Python, which looks for the first entries that are not equal: two that are undefined are, and are never ordered.</summary>
    private static readonly Comparer<TemplateValue[]> OrderOfKeys = Comparer<TemplateValue[]>.Create(static (a, b) =>
        a.Zip(b).Where(static p => !Comparison.AreEqual(p.First, p.Second)).Select(static p => Order.Compare(p.First, p.Second)).FirstOrDefault());

    public static TemplateValue Sort(TemplateValue value, TemplateArguments arguments)
    {
        string[] attributes = arguments[2] is StringValue names ? names.Text.Split(',') : [];
        TemplateValue[] KeysOf(TemplateValue item) => attributes.Length == 0
            ? [Key(item, arguments[2], arguments.Flag(1))]
            : [.. attributes.Select(a => Key(item, StringValue.Data(a), arguments.Flag(1)))];
        IEnumerable<TemplateValue> sorted = Sorted(Access.Items(value), arguments.Flag(0), KeysOf, OrderOfKeys);
        return new ListValue([.. sorted], ListKind.List);
    }

    public static TemplateValue SortMap(TemplateValue value, TemplateArguments arguments)
    {
        MapValue map = value as MapValue ?? throw (value is UndefinedValue u ? u.Error() : TemplateValue.Fail("dictsort wants a mapping"));
        int by = (arguments.Text(1) ?? "key") switch
        {
            "key" => 0,
            "value" => 1,
            string other => throw TemplateValue.Fail($"You can only sort by either 'key' or 'value', not '{other}'"),
        };
        return new ListValue([.. Sorted(MapMethods.Pairs(map), arguments.Flag(2), pair => Folded(((ListValue)pair).Values[by], arguments.Flag(0)), Order)], ListKind.List);
    }

    public static TemplateValue Unique(TemplateValue value, TemplateArguments arguments)
    {
        MapValue seen = new();
        List<TemplateValue> items = [];
        foreach (TemplateValue item in Access.Items(value))
        {
            TemplateValue key = Key(item, arguments[1], arguments.Flag(0));
            if (seen.Find(key) is null)
            {
                seen.Set(key, TemplateValue.True);
                items.Add(item);
            }
        }

        return ListFilters.Generator(items);
    }

    public static TemplateValue Extreme(TemplateValue value, TemplateArguments arguments, int sign)
    {
        TemplateValue? best = null;
        TemplateValue? bestKey = null;
        foreach (TemplateValue item in Access.Items(value))
        {
            TemplateValue key = Key(item, arguments[1], arguments.Flag(0));
            if (bestKey is null || Order.Compare(key, bestKey) * sign > 0)
            {
                best = item;
                bestKey = key;
            }
        }

        return best ?? new UndefinedValue("No aggregated item, sequence was empty.");
    }

    /// <summary>Pairs of a key and the items that have it, in the order of the keys.</summary>
    public static TemplateValue Group(TemplateValue value, TemplateArguments arguments)
    {
        TemplateValue attribute = arguments.Required(0, "groupby");
        TemplateValue KeyOf(TemplateValue item) => ListFilters.Attribute(item, attribute, arguments[1]);
        IEnumerable<TemplateValue> sorted = Sorted(Access.Items(value), reverse: false, item => Folded(KeyOf(item), arguments.Flag(2)), Order);
        List<(TemplateValue Key, List<TemplateValue> Items)> groups = [];
        foreach (TemplateValue item in sorted)
        {
            TemplateValue key = KeyOf(item);
            if (groups.Count == 0 || !Comparison.AreEqual(Folded(groups[^1].Key, arguments.Flag(2)), Folded(key, arguments.Flag(2))))
            {
                groups.Add((key, []));
            }

            groups[^1].Items.Add(item);
        }

        return new ListValue([.. groups.Select(static g => new ListValue([g.Key, new ListValue([.. g.Items], ListKind.List)], ListKind.Tuple))], ListKind.List);
    }

    /// <summary>Items by their keys, stable.</summary>
    /// <exception cref="ChatTemplateException">Two keys have no order.</exception>
    public static TItem[] Sorted<TItem, TKey>(IEnumerable<TItem> items, bool reverse, Func<TItem, TKey> key, IComparer<TKey> order)
    {
        try
        {
            return [.. reverse ? items.OrderByDescending(key, order) : items.OrderBy(key, order)];
        }
        catch (InvalidOperationException e) when (e.InnerException is ChatTemplateException inner)
        {
            // .NET's sort wraps what a comparison throws.
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private static TemplateValue Key(TemplateValue item, TemplateValue? attribute, bool caseSensitive) =>
        Folded(attribute is null or NoneValue ? item : ListFilters.Attribute(item, attribute, otherwise: null), caseSensitive);

    private static TemplateValue Folded(TemplateValue key, bool caseSensitive) => key is StringValue text && !caseSensitive ? LetterCase.Lower(text) : key;
}
