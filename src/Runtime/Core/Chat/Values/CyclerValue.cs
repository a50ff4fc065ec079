using System;

namespace Modelwright.Runtime.Templating;

/// <summary><c>cycler(a, b)</c>: gives its values in turn.</summary>
internal sealed class CyclerValue(TemplateValue[] values) : TemplateValue
{
    private readonly TemplateValue[] _values = values.Length > 0 ? values : throw Fail("at least one item has to be provided");
    private int _next;

    internal override string TypeName => "Cycler";

    internal override void WriteRepr(ReprWriter writer) => writer.Append("<Cycler>");

    internal override TemplateValue? Member(string name) => name switch
    {
        "next" => Method(name, Next),
        "reset" => Method(name, Reset),
        "current" => _values[_next],
        _ => null,
    };

    private static FunctionValue Method(string name, Func<TemplateValue> body) => new(name, arguments =>
    {
        arguments.For(name);
        return body();
    });

    private TemplateValue Next()
    {
        TemplateValue current = _values[_next];
        _next = (_next + 1) % _values.Length;
        return current;
    }

    private TemplateValue Reset()
    {
        _next = 0;
        return None;
    }
}
