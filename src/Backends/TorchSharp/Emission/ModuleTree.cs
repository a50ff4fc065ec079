using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Backends.TorchSharp;

/// <summary>
/// Modules by their paths in the checkpoint: those at the top are fields, and what stands below another name are the fields of a class that has nothing else.
/// </summary>
/// <param name="Scope">What the names of such classes begin with.</param>
/// <param name="Modules">The modules, in order.</param>
internal sealed record ModuleTree(string Scope, IReadOnlyList<ModuleField> Modules)
{
    /// <summary>The fields at the top.</summary>
    public string Fields => string.Join("\n", Top.Select(static module => $"public readonly {module.Type} {CSharpName.Escape(module.Path)};"));

    /// <summary>Makes them, from <c>parameters</c>.</summary>
    public string Assignments => string.Join("\n", Top.Select(static module => $"{CSharpName.Escape(module.Path)} = {module.Create};{(module.Keys.Length > 0 ? $" // {module.Keys}" : "")}"));

    /// <summary>The classes of the names that have modules below them.</summary>
    public IEnumerable<string> Classes => Names.Where(IsInner).SelectMany(name => Below(name).Classes.Prepend(Class(name, Below(name))));

    private IEnumerable<string> Names => Modules.Select(static module => Head(module.Path)).Distinct();

    private IEnumerable<ModuleField> Top => Names.Select(name => IsInner(name)
        ? new ModuleField(name, Below(name).Scope + "Modules", $"new {Below(name).Scope}Modules(parameters)")
        : Modules.First(module => module.Path == name));

    private static string Class(string name, ModuleTree below) => $$"""
        /// <summary>What a checkpoint has below <c>{{name}}</c>.</summary>
        public sealed class {{below.Scope}}Modules : nn.Module
        {
            {{below.Fields.Replace("\n", "\n    ")}}

            internal {{below.Scope}}Modules(ParameterFactory parameters)
                : base(nameof({{below.Scope}}Modules))
            {
                {{below.Assignments.Replace("\n", "\n        ")}}
                RegisterComponents();
            }
        }
        """;

    private bool IsInner(string name) => Modules.All(module => module.Path != name);

    private ModuleTree Below(string name) => new(
        Scope + CSharpName.Pascal(name),
        [.. Modules.Where(module => module.Path.StartsWith(name + ".", StringComparison.Ordinal)).Select(module => module with { Path = module.Path.Substring(name.Length + 1) })]);

    private static string Head(string path)
    {
        int end = path.IndexOf('.');
        return end < 0 ? path : path.Substring(0, end);
    }
}
