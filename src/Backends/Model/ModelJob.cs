using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>What to generate: the cache key of everything after binding.</summary>
/// <param name="Namespace">The class's namespace; empty for the global one.</param>
/// <param name="ClassName">The class's name, an identifier without <c>@</c>.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="ConfigName">The config file as comments name it: no folder of the machine.</param>
internal sealed record ModelJob(string Namespace, string ClassName, string Accessibility, string ConfigName, ModelSpec Spec);
