using System.Collections.Generic;

namespace Modelwright.Backends.ChatTemplates;

/// <summary>Names of C# locals: none twice in a file, so that no scope hides another's.</summary>
internal sealed class LocalNames
{
    private readonly Dictionary<string, int> _used = [];

    /// <summary>The name itself, or with a number behind it when it is taken. A template's name may be a C# keyword, or begin like a type's.</summary>
    public string Create(string name)
    {
        string local = char.IsLower(name[0]) ? name : "v_" + name;
        int count = _used.TryGetValue(local, out int used) ? used + 1 : 1;
        _used[local] = count;
        return count == 1 ? CSharpName.Escape(local) : $"{local}_{Literal.Of(count)}";
    }
}
