using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Templating;

/// <summary>What a call is given: values in order, and values by name.</summary>
public sealed class TemplateArguments
{
    /// <summary>Arguments by order alone.</summary>
    public TemplateArguments(params TemplateValue[] positional)
        : this(positional, [])
    {
    }

    /// <summary>Arguments by order and by name.</summary>
    public TemplateArguments(IReadOnlyList<TemplateValue> positional, IReadOnlyList<(string Name, TemplateValue Value)> named)
    {
        Positional = positional;
        Named = named;
    }

    /// <summary>No arguments.</summary>
    public static TemplateArguments None { get; } = new();

    internal IReadOnlyList<TemplateValue> Positional { get; }

    internal IReadOnlyList<(string Name, TemplateValue Value)> Named { get; }

    /// <summary>Refuses arguments that <paramref name="callee"/> has no parameter for.</summary>
    internal TemplateArguments For(string callee, params string[] parameters)
    {
        if (Positional.Count > parameters.Length)
        {
            throw TemplateValue.Fail($"{callee} takes at most {parameters.Length} arguments ({Positional.Count} given)");
        }

        foreach ((string name, _) in Named)
        {
            int index = Array.IndexOf(parameters, name);
            if (index < 0 || index < Positional.Count)
            {
                throw TemplateValue.Fail(index < 0 ? $"{callee} has no argument '{name}'" : $"{callee} got '{name}' twice");
            }
        }

        return new TemplateArguments([.. parameters.Select((name, i) => i < Positional.Count ? Positional[i] : ByName(name)!)], []);
    }

    /// <summary>Refuses arguments by name, which most methods of Python's own types do.</summary>
    internal TemplateArguments ByOrder(string callee) => Named.Count == 0 ? this : throw TemplateValue.Fail($"{callee} takes no keyword arguments");

    /// <summary>After <see cref="For"/>: the argument, or null.</summary>
    internal TemplateValue? this[int index] => Positional[index];

    internal TemplateValue Required(int index, string callee) =>
        Positional[index] ?? throw TemplateValue.Fail($"{callee} wants {(Positional.Count == 1 ? "an argument" : $"argument {index + 1}")}");

    internal int Integer(int index, int otherwise) => Positional[index] is TemplateValue value ? Arithmetic.ToInt32(value) : otherwise;

    internal bool Flag(int index) => Positional[index]?.IsTrue ?? false;

    internal string? Text(int index) => Positional[index] switch
    {
        null or NoneValue => null,
        StringValue text => text.Text,
        TemplateValue other => throw TemplateValue.Fail($"must be str, not {other.TypeName}"),
    };

    internal StringValue RequiredText(int index, string callee) => Required(index, callee) switch
    {
        StringValue text => text,
        UndefinedValue undefined => throw undefined.Error(),
        TemplateValue other => throw TemplateValue.Fail($"{callee}: must be str, not {other.TypeName}"),
    };

    internal TemplateValue? ByName(string name)
    {
        foreach ((string key, TemplateValue value) in Named)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }
}
