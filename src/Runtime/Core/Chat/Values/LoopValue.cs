using System.Numerics;

namespace Modelwright.Runtime.Templating;

/// <summary>The variable <c>loop</c> within a <c>for</c>: where in it the iteration is.</summary>
internal sealed class LoopValue(TemplateValue[] items) : TemplateValue
{
    private TemplateArguments? _last;

    public int Index { get; set; }

    internal override string TypeName => "LoopContext";

    internal override void WriteRepr(ReprWriter writer) => writer.Append($"<LoopContext {Index + 1}/{items.Length}>");

    internal override TemplateValue? Member(string name) => name switch
    {
        "index" => Number(Index + 1),
        "index0" => Number(Index),
        "revindex" => Number(items.Length - Index),
        "revindex0" => Number(items.Length - Index - 1),
        "first" => Of(Index == 0),
        "last" => Of(Index == items.Length - 1),
        "length" => Number(items.Length),
        "depth" => Number(1), // of loops that call themselves, which the language here has not
        "depth0" => Number(0),
        "previtem" => Index > 0 ? items[Index - 1] : new UndefinedValue("there is no previous item"),
        "nextitem" => Index < items.Length - 1 ? items[Index + 1] : new UndefinedValue("there is no next item"),
        "cycle" => new FunctionValue(name, Cycle),
        "changed" => new FunctionValue(name, Changed),
        _ => null,
    };

    private static TemplateValue Number(int value) => Of((BigInteger)value);

    private TemplateValue Cycle(TemplateArguments arguments) =>
        arguments.Positional.Count > 0 ? arguments.Positional[Index % arguments.Positional.Count] : throw Fail("no items for cycling given");

    private TemplateValue Changed(TemplateArguments arguments)
    {
        bool same = _last is not null && Comparison.AreEqual(new ListValue([.. _last.Positional], ListKind.Tuple), new ListValue([.. arguments.Positional], ListKind.Tuple));
        _last = arguments;
        return Of(!same);
    }
}
