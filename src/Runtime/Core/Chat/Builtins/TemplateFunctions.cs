using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Modelwright.Runtime.Templating;

/// <summary>The functions a template finds without anybody passing them.</summary>
internal static class TemplateFunctions
{
    /// <summary>The sandbox's bound on <c>range</c>.</summary>
    private const int MaxRange = 100_000;

    /// <summary>The functions by name; <paramref name="now"/> is the local time that <c>strftime_now</c> writes.</summary>
    public static Dictionary<string, TemplateValue> Create(Func<DateTimeOffset> now) => new(StringComparer.Ordinal)
    {
        ["cycler"] = new FunctionValue("cycler", static a => new CyclerValue([.. a.Positional])),
        ["dict"] = new FunctionValue("dict", Dictionary),
        ["joiner"] = new FunctionValue("joiner", static a => Joiner((a.For("joiner", "sep")[0] ?? StringValue.Template(", ")).ToText())),
        ["namespace"] = new FunctionValue("namespace", Namespace),
        ["raise_exception"] = new FunctionValue("raise_exception", static a => throw new ChatTemplateRefusedException(a.For("raise_exception", "message").Required(0, "raise_exception").ToString())),
        ["range"] = new FunctionValue("range", Range),
        ["strftime_now"] = new FunctionValue("strftime_now", a => StringValue.Template(ClockText.Format(a.For("strftime_now", "format").RequiredText(0, "strftime_now").Text, now()))),
    };

    private static MapValue Dictionary(TemplateArguments arguments)
    {
        MapValue map = new();
        foreach (TemplateValue source in arguments.Positional.Count <= 1 ? arguments.Positional : throw TemplateValue.Fail("dict expected at most 1 argument"))
        {
            foreach (TemplateValue pair in source is MapValue other ? MapMethods.Pairs(other) : Access.Items(source))
            {
                TemplateValue[] parts = Access.Unpack(pair, 2);
                map.Set(parts[0], parts[1]);
            }
        }

        foreach ((string name, TemplateValue value) in arguments.Named)
        {
            map.Set(StringValue.Template(name), value);
        }

        return map;
    }

    private static NamespaceValue Namespace(TemplateArguments arguments)
    {
        NamespaceValue result = new();
        foreach ((TemplateValue key, TemplateValue value) in Dictionary(arguments).Entries)
        {
            result.Set(key.ToText().Text, value);
        }

        return result;
    }

    private static ListValue Range(TemplateArguments arguments)
    {
        int[] bounds = [.. arguments.For("range", "start", "stop", "step").Positional.Where(static v => v is not null).Select(Arithmetic.ToInt32)];
        (long start, long stop, long step) = bounds switch
        {
            [int end] => (0, end, 1),
            [int first, int end] => (first, end, 1),
            [int first, int end, int by] => (first, end, by),
            _ => throw TemplateValue.Fail("range expected at least 1 argument, got 0"),
        };
        long count = step == 0 ? throw TemplateValue.Fail("range() arg 3 must not be zero")
            : Math.Max(0, step > 0 ? (stop - start + step - 1) / step : (start - stop - step - 1) / -step);
        return count <= MaxRange
            ? new ListValue([.. Enumerable.Range(0, (int)count).Select(i => TemplateValue.Of((BigInteger)(start + (i * step))))], ListKind.Range)
            {
                Spelling = step == 1 ? FormattableString.Invariant($"range({start}, {stop})") : FormattableString.Invariant($"range({start}, {stop}, {step})"),
            }
            : throw TemplateValue.Fail($"Range too big. The sandbox blocks ranges larger than MAX_RANGE ({MaxRange}).");
    }

    private static FunctionValue Joiner(StringValue separator)
    {
        bool used = false;
        return new FunctionValue("joiner", arguments =>
        {
            arguments.For("joiner");
            StringValue result = used ? separator : StringValue.Empty;
            used = true;
            return result;
        });
    }
}
