using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Templating;

/// <summary>The methods of mappings. Those that change one exist, and the sandbox refuses them.</summary>
internal static class MapMethods
{
    private static readonly HashSet<string> Refused = ["clear", "pop", "popitem", "setdefault", "update"];

    public static IEnumerable<string> Names => ["copy", "get", "items", "keys", "values"];

    public static TemplateValue? Find(MapValue self, string name) => name switch
    {
        "items" => new FunctionValue(name, a => View(a, name, Pairs(self))),
        "keys" => new FunctionValue(name, a => View(a, name, self.Entries.Select(static e => e.Key))),
        "values" => new FunctionValue(name, a => View(a, name, self.Entries.Select(static e => e.Value))),
        "get" => new FunctionValue(name, a => Get(self, a.ByOrder(name).For(name, "key", "default"))),
        "copy" => new FunctionValue(name, a => a.For(name) is TemplateArguments ? self : TemplateValue.None),
        _ when Refused.Contains(name) => Sandbox.Refuse(self, name),
        _ => null,
    };

    public static IEnumerable<TemplateValue> Pairs(MapValue self) => self.Entries.Select(static e => new ListValue([e.Key, e.Value], ListKind.Tuple));

    private static ListValue View(TemplateArguments arguments, string name, IEnumerable<TemplateValue> items)
    {
        arguments.For(name);
        return new ListValue([.. items], ListKind.View);
    }

    private static TemplateValue Get(MapValue self, TemplateArguments arguments) =>
        self.Find(arguments.Required(0, "get")) ?? arguments[1] ?? TemplateValue.None;
}
