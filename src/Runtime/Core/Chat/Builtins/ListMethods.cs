using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Templating;

/// <summary>The methods of lists and tuples. Those that change a list exist, and the sandbox refuses them.</summary>
internal static class ListMethods
{
    private static readonly HashSet<string> Refused = ["append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"];

    public static IEnumerable<string> Names => ["copy", "count", "index"];

    public static TemplateValue? Find(ListValue self, string name) => name switch
    {
        "count" => new FunctionValue(name, a => TemplateValue.Of(self.Values.Count(v => Comparison.AreEqual(v, a.ByOrder(name).For(name, "value").Required(0, name))))),
        "index" => new FunctionValue(name, a => Index(self, a.ByOrder(name).For(name, "value").Required(0, name))),
        "copy" when self.Kind == ListKind.List => new FunctionValue(name, a => a.For(name) is TemplateArguments ? self : TemplateValue.None),
        _ when self.Kind == ListKind.List && Refused.Contains(name) => Sandbox.Refuse(self, name),
        _ => null,
    };

    private static TemplateValue Index(ListValue self, TemplateValue value)
    {
        int index = Array.FindIndex(self.Values, v => Comparison.AreEqual(v, value));
        return index >= 0 ? TemplateValue.Of(index) : throw TemplateValue.Fail("the value is not in the list");
    }
}
