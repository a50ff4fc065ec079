namespace Modelwright.Templates;

/// <summary>Something that a template names and nobody has.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Name">Its name.</param>
/// <param name="Position">Offset in <see cref="TemplateSource.Text"/>.</param>
internal sealed record TemplateIssue(TemplateIssueKind Kind, string Name, int Position);

/// <summary>The kinds of <see cref="TemplateIssue"/>.</summary>
internal enum TemplateIssueKind
{
    UnknownFilter,
    UnknownTest,
    UnknownMethod,
    UnknownFunction,

    /// <summary>A method that changes a value: the sandbox refuses the call when it is reached.</summary>
    RefusedMethod,

    /// <summary>A variable that is never set, never asked whether it is there, and not one that templates are given.</summary>
    UnknownVariable,
}
