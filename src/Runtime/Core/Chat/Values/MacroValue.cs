using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Templating;

/// <summary>A macro of a template, or the body of a <c>call</c>: gives what it writes.</summary>
internal sealed class MacroValue(MacroShape shape, MacroBody body) : TemplateValue
{
    internal override string TypeName => "Macro";

    internal override void WriteRepr(ReprWriter writer) => writer.Append($"<Macro '{shape.Name}'>");

    internal override TemplateValue? Member(string name) => name == "name" ? StringValue.Template(shape.Name) : null;

    internal override TemplateValue Invoke(TemplateArguments arguments)
    {
        TemplateValue?[] values = new TemplateValue?[shape.Parameters.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i < arguments.Positional.Count ? arguments.Positional[i] : arguments.ByName(shape.Parameters[i]);
        }

        MacroCall call = new(values, Surplus(arguments), Named(arguments), arguments.ByName("caller") ?? new UndefinedValue("No caller defined"));
        TemplateBudget.Descend();
        TemplateOutput output = new();
        body(call, output);
        TemplateBudget.Leave();
        return output.ToValue();
    }

    private ListValue Surplus(TemplateArguments arguments)
    {
        TemplateValue[] surplus = [.. arguments.Positional.Skip(shape.Parameters.Count)];
        return surplus.Length == 0 || shape.TakesPositional
            ? new ListValue(surplus, ListKind.Tuple)
            : throw Fail($"macro '{shape.Name}' takes not more than {shape.Parameters.Count} argument(s)");
    }

    private MapValue Named(TemplateArguments arguments)
    {
        MapValue named = new();
        foreach ((string name, TemplateValue value) in arguments.Named)
        {
            int index = shape.Parameters.TakeWhile(p => p != name).Count();
            bool isCaller = name == "caller" && shape.TakesCaller;
            if (index < arguments.Positional.Count && index < shape.Parameters.Count)
            {
                throw Fail($"macro '{shape.Name}' got multiple values for argument '{name}'");
            }

            if (index == shape.Parameters.Count && !isCaller)
            {
                named.Set(StringValue.Template(name), shape.TakesNamed && name != "caller" ? value : throw Fail($"macro '{shape.Name}' takes no keyword argument '{name}'"));
            }
        }

        return named;
    }
}
