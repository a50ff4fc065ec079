using Modelwright.Templates;

namespace Modelwright.Backends.ChatTemplates;

/// <summary>One of a model's templates; <paramref name="Name"/> is mostly <c>default</c>.</summary>
internal sealed record NamedTemplate(string Name, TemplateTree Tree);
