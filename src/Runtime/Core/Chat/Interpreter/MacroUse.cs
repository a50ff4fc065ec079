using System.Collections.Generic;
using System.Linq;
using Modelwright.Templates;

namespace Modelwright.Runtime.Templating;

/// <summary>A macro takes more than its parameters if its body names <c>varargs</c>, <c>kwargs</c> or <c>caller</c>.</summary>
internal static class MacroUse
{
    public static MacroShape Shape(string name, MacroSignature signature, IReadOnlyList<Statement> body)
    {
        HashSet<string> names = UsedNames.Of(body);
        return new MacroShape(name, [.. signature.Parameters.Select(static p => p.Name)], names.Contains("varargs"), names.Contains("kwargs"), names.Contains("caller"));
    }
}
