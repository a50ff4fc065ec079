using System.Collections.Generic;

namespace Modelwright.Backends.ChatTemplates;

/// <summary>A scope of a template, and the C# variable that holds each of its names.</summary>
internal sealed class NameScope(NameScope? outer)
{
    private readonly Dictionary<string, string> _variables = [];

    public NameScope Inner() => new(this);

    public void Declare(string name, string variable) => _variables[name] = variable;

    /// <summary>The C# variable of a name as this scope sees it; null where no scope has it.</summary>
    public string? Find(string name)
    {
        for (NameScope? scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._variables.TryGetValue(name, out string? variable))
            {
                return variable;
            }
        }

        return null;
    }

    private NameScope? Outer { get; } = outer;
}
