using System.Collections.Generic;

namespace Modelwright.Runtime.Templating;

/// <summary>What a macro takes.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Parameters">Its parameters in order.</param>
/// <param name="TakesPositional">Whether its body uses <c>varargs</c>: surplus values.</param>
/// <param name="TakesNamed">Whether its body uses <c>kwargs</c>: values for names it has no parameter of.</param>
/// <param name="TakesCaller">Whether its body uses <c>caller</c>.</param>
public sealed record MacroShape(string Name, IReadOnlyList<string> Parameters, bool TakesPositional, bool TakesNamed, bool TakesCaller);
