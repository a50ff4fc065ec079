namespace Modelwright.Runtime.Templating;

/// <summary><c>cycler(a, b)</c>: gives its values in turn.</summary>
internal sealed class CyclerValue(TemplateValue[] values) : TemplateValue
{
    private int _next;

    internal override string TypeName => "Cycler";

    internal override void WriteRepr(ReprWriter writer) => writer.Append("<Cycler>");

    internal override TemplateValue? Member(string name) => name switch
    {
        "next" => new FunctionValue(name, arguments => Next(arguments.For(name))),
        "reset" => new FunctionValue(name, arguments => Reset(arguments.For(name))),
        "current" => Current(),
        _ => null,
    };

    private TemplateValue Current() => values.Length > 0 ? values[_next] : throw Fail("at least one item has to be provided");

    private TemplateValue Next(TemplateArguments arguments)
    {
        TemplateValue current = Current();
        _next = (_next + 1 + arguments.Positional.Count) % values.Length;
        return current;
    }

    private TemplateValue Reset(TemplateArguments arguments)
    {
        _next = arguments.Positional.Count;
        return None;
    }
}
