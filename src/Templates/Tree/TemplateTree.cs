using System.Collections.Generic;

namespace Modelwright.Templates;

/// <summary>A parsed template.</summary>
internal sealed record TemplateTree(TemplateSource Source, IReadOnlyList<Statement> Body);
