using Modelwright.IR;

namespace Modelwright.Compiler.ChatTemplates;

/// <summary>Which classes get the chat template that some files hold.</summary>
/// <param name="Namespace">The classes' namespace; empty for the global one.</param>
/// <param name="ClassNames">The classes: one a backend.</param>
/// <param name="Files">The files beside the config.</param>
internal sealed record TemplateJob(string Namespace, EquatableArray<string> ClassNames, EquatableArray<TemplateFile> Files);
