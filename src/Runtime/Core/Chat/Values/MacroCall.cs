using System.Collections.Generic;

namespace Modelwright.Runtime.Templating;

/// <summary>What one call gives a macro; null where a parameter was not given.</summary>
/// <param name="Values">One value a parameter.</param>
/// <param name="Positional">Surplus values: <c>varargs</c>.</param>
/// <param name="Named">Values of other names: <c>kwargs</c>.</param>
/// <param name="Caller">The body of a <c>call</c>: <c>caller</c>.</param>
public sealed record MacroCall(IReadOnlyList<TemplateValue?> Values, TemplateValue Positional, TemplateValue Named, TemplateValue Caller);

/// <summary>Writes what a macro writes for one call.</summary>
public delegate void MacroBody(MacroCall call, TemplateOutput output);
