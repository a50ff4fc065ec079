using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Templating;

/// <summary>A scope: loop bodies, macros and captures have one each. Names set in it hide those outside, and end with it.</summary>
internal sealed class Frame(Frame? outer, TemplateVariables variables)
{
    private readonly Dictionary<string, TemplateValue> _values = new(StringComparer.Ordinal);

    public Frame Inner() => new(this, variables);

    public TemplateValue Get(string name)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Outer)
        {
            if (frame._values.TryGetValue(name, out TemplateValue? value))
            {
                return value;
            }
        }

        return variables.Get(name);
    }

    public void Set(string name, TemplateValue value) => _values[name] = value;

    private Frame? Outer { get; } = outer;
}
