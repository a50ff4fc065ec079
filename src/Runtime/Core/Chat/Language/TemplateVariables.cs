using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Templating;

/// <summary>What one rendering is given: variables, and behind them the language's functions.</summary>
public sealed class TemplateVariables
{
    private readonly IReadOnlyDictionary<string, TemplateValue> _variables;
    private readonly Dictionary<string, TemplateValue> _functions;

    internal TemplateVariables(IReadOnlyDictionary<string, TemplateValue> variables, Func<DateTimeOffset> now)
    {
        _variables = variables;
        _functions = TemplateFunctions.Create(now);
    }

    /// <summary>A variable or function; undefined where there is none of the name.</summary>
    public TemplateValue Get(string name) =>
        _variables.TryGetValue(name, out TemplateValue? value) || _functions.TryGetValue(name, out value) ? value : new UndefinedValue($"'{name}' is undefined");
}
