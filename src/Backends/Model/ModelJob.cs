using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>What to generate: the cache key of everything after binding.</summary>
/// <param name="Namespace">The class's namespace; empty for the global one.</param>
/// <param name="ClassName">The class's name, an identifier without <c>@</c>.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="ConfigName">The config file as comments name it: no folder of the machine.</param>
/// <param name="Spec">The model.</param>
/// <param name="Part">Of a class with several backends the nested class that is one backend's; empty for the class itself.</param>
internal sealed record ModelJob(string Namespace, string ClassName, string Accessibility, string ConfigName, ModelSpec Spec, string Part = "")
{
    /// <summary>What the project says beside the config.</summary>
    public ClassDefaults Defaults { get; init; } = ClassDefaults.None;

    /// <summary>The class that a backend writes, as C# spells it.</summary>
    public string TypeName => CSharpName.Escape(Part.Length == 0 ? ClassName : Part);

    /// <summary>Accessibility of what only the class uses; of a part, also the class around it.</summary>
    public string Own => Part.Length == 0 ? "private" : "internal";

    /// <summary>A static member's name where the class itself uses it.</summary>
    public string Qualified(string member) => Part.Length == 0 ? member : TypeName + "." + member;
}
