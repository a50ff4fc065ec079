using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime.Templating;

/// <summary>Filters over the items of something.</summary>
internal static class ListFilters
{
    /// <summary><c>map('filter', …)</c>, or <c>map(attribute='a.b', default=x)</c>.</summary>
    public static TemplateValue Map(TemplateValue value, TemplateArguments arguments)
    {
        if (!value.IsTrue)
        {
            return Generator([]); // Jinja looks at nothing else then, so that none has no items here though a loop over it fails
        }

        if (arguments.Positional.Count == 0)
        {
            TemplateArguments options = arguments.For("map", [.. arguments.Named.Select(static n => n.Name)]);
            TemplateValue attribute = arguments.ByName("attribute") ?? throw TemplateValue.Fail("map wants the name of a filter, or attribute=");
            TemplateValue? otherwise = options.Positional.Count > 1 ? arguments.ByName("default") ?? throw TemplateValue.Fail("map has no such argument") : null;
            return Generator(Access.Items(value).Select(item => Attribute(item, attribute, otherwise)));
        }

        string filter = arguments.Positional[0] is StringValue name ? name.Text : throw TemplateValue.Fail("map wants the name of a filter");
        TemplateArguments rest = new([.. arguments.Positional.Skip(1)], arguments.Named);
        return Generator(Access.Items(value).Select(item => TemplateFilters.Apply(filter, item, rest)));
    }

    /// <summary><c>select('test', …)</c> and its three relatives; without a test by truth.</summary>
    public static TemplateValue Select(TemplateValue value, TemplateArguments arguments, bool byAttribute, bool keep)
    {
        if (!value.IsTrue)
        {
            return Generator([]); // as in Map
        }

        int skip = byAttribute ? 1 : 0;
        if (arguments.Positional.Count < skip)
        {
            throw TemplateValue.Fail("the name of an attribute is missing");
        }

        string? test = arguments.Positional.Count <= skip ? null : arguments.Positional[skip] is StringValue name ? name.Text : throw TemplateValue.Fail("a test is named by a string");
        TemplateArguments rest = new([.. arguments.Positional.Skip(skip + 1)], arguments.Named);
        return Generator(Access.Items(value).Where(item =>
        {
            TemplateValue subject = byAttribute ? Attribute(item, arguments.Positional[0], otherwise: null) : item;
            return (test is null ? subject.IsTrue : TemplateTests.Holds(test, subject, rest)) == keep;
        }));
    }

    public static TemplateValue Sum(TemplateValue value, TemplateArguments arguments)
    {
        TemplateValue sum = arguments[1] ?? TemplateValue.Of(0);
        foreach (TemplateValue item in Access.Items(value))
        {
            sum = Arithmetic.Add(sum, arguments[0] is null or NoneValue ? item : Attribute(item, arguments[0]!, otherwise: null));
        }

        return sum;
    }

    public static TemplateValue Batch(TemplateValue value, TemplateArguments arguments)
    {
        int size = Arithmetic.ToInt32(arguments.Required(0, "batch"));
        if (size < 1)
        {
            throw TemplateValue.Fail("batch wants a count of 1 or more");
        }

        return Generator(Access.Items(value).Chunk(size).Select(chunk => (TemplateValue)new ListValue(
            arguments[1] is TemplateValue fill and not NoneValue ? [.. chunk, .. Enumerable.Repeat(fill, Bounded(size) - chunk.Length)] : chunk, ListKind.List)));
    }

    /// <summary>As many columns as asked for, the first ones longer.</summary>
    public static TemplateValue Slice(TemplateValue value, TemplateArguments arguments)
    {
        int slices = Bounded(Arithmetic.ToInt32(arguments.Required(0, "slice")));
        TemplateValue[] items = [.. Access.Items(value)];
        if (slices < 1)
        {
            throw TemplateValue.Fail("slice wants a count of 1 or more");
        }

        List<TemplateValue> columns = [];
        int start = 0;
        for (int i = 0; i < slices; i++)
        {
            int length = (items.Length / slices) + (i < items.Length % slices ? 1 : 0);
            IEnumerable<TemplateValue> column = items.Skip(start).Take(length);
            bool filled = arguments[1] is not (null or NoneValue) && i >= items.Length % slices;
            columns.Add(new ListValue([.. filled ? column.Append(arguments[1]!) : column], ListKind.List));
            start += length;
        }

        return Generator(columns);
    }

    /// <summary>An attribute by a dotted path; a number in it is an index.</summary>
    public static TemplateValue Attribute(TemplateValue item, TemplateValue path, TemplateValue? otherwise)
    {
        string[] parts = path is StringValue text ? text.Text.Split('.') : [];
        TemplateValue result = parts.Length == 0 ? Access.Item(item, path) : item;
        foreach (string part in parts)
        {
            bool number = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int index);
            result = Access.Item(result, number ? TemplateValue.Of(index) : StringValue.Data(part));
            result = result is UndefinedValue && otherwise is not null ? otherwise : result;
        }

        return result;
    }

    public static ListValue Generator(IEnumerable<TemplateValue> items) => new([.. items], ListKind.Generator);

    private static int Bounded(int count)
    {
        TemplateBudget.Spend(Math.Max(count, 0));
        return count <= 1 << 20 ? count : throw TemplateValue.Fail("the count is too large");
    }
}
