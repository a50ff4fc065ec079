using System;
using System.Linq;
using Modelwright.Runtime.Templating;
using Modelwright.Templates;

namespace Modelwright.Runtime;

/// <summary>A template that is run from its tree.</summary>
internal sealed class InterpretedChatTemplate : ChatTemplate
{
    private readonly TemplateTree _tree;

    public InterpretedChatTemplate(string source, string name)
    {
        Source = source;
        try
        {
            _tree = TemplateParser.Parse(source);
        }
        catch (TemplateSyntaxException e)
        {
            throw At(new TemplateSource(source), name, e.Position, e.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new ChatTemplateSyntaxException(name, line: 1, column: 1, "the template is nested too deep");
        }

        // Jinja refuses unknown filters and tests before rendering; an unknown method is an error only where it is reached.
        TemplateIssue? issue = TemplateChecker.Check(_tree).FirstOrDefault(static i => i.Kind is TemplateIssueKind.UnknownFilter or TemplateIssueKind.UnknownTest);
        if (issue is not null)
        {
            throw At(_tree.Source, name, issue.Position, $"there is no {(issue.Kind == TemplateIssueKind.UnknownFilter ? "filter" : "test")} '{issue.Name}'");
        }
    }

    /// <inheritdoc/>
    public override string Source { get; }

    internal override void Run(TemplateVariables variables, TemplateOutput output) => TemplateInterpreter.Run(_tree.Body, variables, output);

    private static ChatTemplateSyntaxException At(TemplateSource source, string name, int position, string problem)
    {
        (int line, int column) = source.Place(position);
        return new ChatTemplateSyntaxException(name, line + 1, column + 1, problem);
    }
}
