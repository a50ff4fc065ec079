using Modelwright.Backends;
using Modelwright.IR;

namespace Modelwright.Compiler.ChatTemplates;

/// <summary>What the templates of one config became. With an error among the messages there are no files.</summary>
internal sealed record CompiledTemplate(EquatableArray<GeneratedFile> Files, EquatableArray<TemplateMessage> Messages);
