using System.Collections.Generic;
using Modelwright.Backends;
using Modelwright.IR;

namespace Modelwright.Compiler;

/// <summary>What a config shall become.</summary>
/// <param name="Namespace">The class's namespace; empty for the global one.</param>
/// <param name="ClassName">The class's name, an identifier without <c>@</c>.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="ConfigName">The config file as comments name it: no folder of the machine.</param>
/// <param name="Backends">Names of backends; each gives a class.</param>
internal sealed record CompileTarget(string Namespace, string ClassName, string Accessibility, string ConfigName, EquatableArray<string> Backends)
{
    /// <summary>What the project says beside the config.</summary>
    public ClassDefaults Defaults { get; init; } = ClassDefaults.None;

    /// <summary>
    /// One job a backend. The first has the name asked for; a further one appends its own (<c>Qwen3NextTorchSharp</c>).
    /// Without a spec, because the config has errors, the jobs give empty classes, so that their users see one error and not forty.
    /// </summary>
    public IEnumerable<CompileJob> Jobs(ModelSpec? spec)
    {
        for (int i = 0; i < Backends.Count; i++)
        {
            IBackend? backend = ModelCompiler.Find(Backends[i]);
            string name = i == 0 || backend is null ? ClassName : ClassName + backend.Name;
            yield return new CompileJob(Namespace, name, Accessibility, ConfigName, backend?.Name ?? "", spec) { Defaults = Defaults };
        }
    }
}
