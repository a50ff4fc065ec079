using Modelwright.Backends;
using Modelwright.IR;

namespace Modelwright.Compiler;

/// <summary>What one backend shall generate; <paramref name="Spec"/> is null for a config with errors. The cache key of the compiler.</summary>
internal sealed record CompileJob(string Namespace, string ClassName, string Accessibility, string ConfigName, string Backend, ModelSpec? Spec)
{
    /// <summary>What the project says beside the config.</summary>
    public ClassDefaults Defaults { get; init; } = ClassDefaults.None;
}
