using System.Linq;
using System.Text.RegularExpressions;

namespace Modelwright.Mutation;

/// <summary>A line of a kernel, changed in one place.</summary>
/// <param name="Line">As it is.</param>
/// <param name="Way">What was done to it.</param>
/// <param name="Broken">The line afterwards, with the same holes.</param>
internal sealed record KernelBreak(TemplateLine Line, Way Way, string Broken)
{
    /// <summary>Finds the line in the text of a kernel, whatever C# wrote into its holes.</summary>
    public string Pattern { get; } = @"(?m)^([ \t]*)" + string.Concat(Line.Code.Select(static c => IsHole(c) ? "(.*?)" : Regex.Escape(c.ToString()))) + @"(?=[ \t]*(?://.*)?$)";

    /// <summary>What <see cref="Pattern"/> is replaced by.</summary>
    public string Replacement { get; } = "${1}" + string.Concat(Broken.Select(static c => IsHole(c) ? "${" + (c - TemplateLine.Holes + 2) + "}" : c == '$' ? "$$" : c.ToString()));

    /// <summary>One line that names the break; survivors are known by it, wherever the line has moved to.</summary>
    public string Name => $"{Line.File}\t{TemplateLine.Readable(Line.Code)}\t{TemplateLine.Readable(Broken)}";

    /// <summary>The kernel with the line changed; the kernel as it is where it does not have the line.</summary>
    public string Apply(string glsl) => Regex.Replace(glsl, Pattern, Replacement);

    private static bool IsHole(char c) => c is >= TemplateLine.Holes and < '\uF000';
}
