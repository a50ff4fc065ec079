using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Templating;

/// <summary>Attributes, items, slices and iteration, in the sandbox: nothing with a leading underscore is an attribute.</summary>
internal static class Access
{
    /// <summary><c>target.name</c>: an attribute first, then a key.</summary>
    public static TemplateValue Attribute(TemplateValue target, string name) =>
        target.Member(name) ?? target.Lookup(StringValue.Data(name)) ?? Missing(target, name);

    /// <summary><c>target[key]</c>: a key first, then an attribute.</summary>
    public static TemplateValue Item(TemplateValue target, TemplateValue key) =>
        target.Lookup(key) ?? (key is StringValue name ? target.Member(name.Text) : null) ?? Missing(target, key.ToText().Text);

    public static TemplateValue Slice(TemplateValue target, TemplateValue? start, TemplateValue? stop, TemplateValue? step)
    {
        switch (target)
        {
            case StringValue text:
                (int first, int by, int count) = Indexing.Slice(start, stop, step, text.Count!.Value);
                return text.Slice(first, by, count);
            case ListValue { IsSequence: true } list:
                (first, by, count) = Indexing.Slice(start, stop, step, list.Values.Length);
                return new ListValue([.. Enumerable.Range(0, count).Select(i => list.Values[first + (i * by)])], list.Kind);
            case UndefinedValue undefined:
                throw undefined.Error();
            case MapValue:
                throw TemplateValue.Fail("unhashable type: 'slice'");
            default:
                throw TemplateValue.Fail($"'{target.TypeName}' object is not subscriptable");
        }
    }

    public static IEnumerable<TemplateValue> Items(TemplateValue value, string? refusal = null) =>
        value.Items ?? throw TemplateValue.Fail(refusal ?? $"'{value.TypeName}' object is not iterable");

    /// <summary>The parts of a value that is unpacked to <paramref name="count"/> variables.</summary>
    public static TemplateValue[] Unpack(TemplateValue value, int count)
    {
        TemplateValue[] parts = [.. Items(value, $"cannot unpack non-iterable {value.TypeName} object").Take(count + 1)];
        return parts.Length == count
            ? parts
            : throw TemplateValue.Fail(parts.Length > count ? $"too many values to unpack (expected {count})" : $"not enough values to unpack (expected {count}, got {parts.Length})");
    }

    /// <summary><c>set target.name = value</c>.</summary>
    public static void SetMember(TemplateValue target, string name, TemplateValue value)
    {
        NamespaceValue space = target as NamespaceValue ?? throw (target is UndefinedValue undefined
            ? undefined.Error()
            : TemplateValue.Fail("cannot assign attribute on non-namespace object"));
        space.Set(name, value);
    }

    private static UndefinedValue Missing(TemplateValue target, string name) =>
        new(target is NoneValue ? $"'None' has no attribute '{name}'" : $"'{target.TypeName} object' has no attribute '{name}'");
}
