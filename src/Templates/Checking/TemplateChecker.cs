using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Templates;

/// <summary>Finds filters, tests, methods, functions and variables that do not exist, before a conversation reaches them.</summary>
internal sealed class TemplateChecker : TreeWalker
{
    private readonly HashSet<string> _assigned;
    private readonly HashSet<string> _askedFor = [];
    private readonly List<TemplateIssue> _issues = [];

    private TemplateChecker(HashSet<string> assigned) => _assigned = assigned;

    /// <summary>The issues, in the order of the text.</summary>
    public static IReadOnlyList<TemplateIssue> Check(TemplateTree tree)
    {
        TemplateChecker checker = new(AssignedNames.Of(tree.Body));
        checker.Visit(tree.Body);
        return
        [
            .. checker._issues
                .Where(i => i.Kind != TemplateIssueKind.UnknownVariable || !checker._askedFor.Contains(i.Name))
                .OrderBy(static i => i.Position),
        ];
    }

    protected override void Visit(Expression expression)
    {
        switch (expression)
        {
            case NameExpression name:
                CheckVariable(name);
                break;
            case FilterExpression filter:
                CheckFilter(filter.Name, filter.Arguments, filter.Position);
                AskFor(filter.Target, filter.Name is "default" or "d");
                break;
            case TestExpression test:
                Check(TemplateCatalog.Tests, test.Name, TemplateIssueKind.UnknownTest, test.Position);
                AskFor(test.Target, asks: true);
                break;
            case CallExpression { Callee: AttributeExpression method }:
                CheckMethod(method);
                break;
            case CallExpression { Callee: NameExpression function } call:
                CheckFunction(function);
                Visit(call.Arguments);
                return;
        }

        base.Visit(expression);
    }

    protected override void VisitCondition(Expression condition)
    {
        AskFor(condition, asks: true);
        base.VisitCondition(condition);
    }

    protected override void VisitFilter(FilterCall filter)
    {
        CheckFilter(filter.Name, filter.Arguments, filter.Position);
        base.VisitFilter(filter);
    }

    private void CheckVariable(NameExpression name)
    {
        if (!_assigned.Contains(name.Name) && !TemplateCatalog.Variables.Contains(name.Name) && !TemplateCatalog.Functions.Contains(name.Name))
        {
            _issues.Add(new TemplateIssue(TemplateIssueKind.UnknownVariable, name.Name, name.Position));
        }
    }

    private void CheckFunction(NameExpression function)
    {
        if (!_assigned.Contains(function.Name) && !TemplateCatalog.Variables.Contains(function.Name))
        {
            Check(TemplateCatalog.Functions, function.Name, TemplateIssueKind.UnknownFunction, function.Position);
        }
    }

    private void CheckMethod(AttributeExpression method)
    {
        if (TemplateCatalog.RefusedMethods.Contains(method.Name))
        {
            _issues.Add(new TemplateIssue(TemplateIssueKind.RefusedMethod, method.Name, method.Position));
        }
        else
        {
            Check(TemplateCatalog.Methods, method.Name, TemplateIssueKind.UnknownMethod, method.Position);
        }
    }

    /// <summary><c>map('name')</c>, <c>select('test')</c> and <c>selectattr(a, 'test')</c> name filters and tests in strings.</summary>
    private void CheckFilter(string name, ArgumentList arguments, int position)
    {
        Check(TemplateCatalog.Filters, name, TemplateIssueKind.UnknownFilter, position);
        int test = name is "select" or "reject" ? 0 : name is "selectattr" or "rejectattr" ? 1 : -1;
        if (name == "map" && Constant(arguments, 0) is string filter)
        {
            Check(TemplateCatalog.Filters, filter, TemplateIssueKind.UnknownFilter, arguments.Positional[0].Position);
        }
        else if (test >= 0 && Constant(arguments, test) is string asked)
        {
            Check(Comparisons.Contains(asked) ? [asked] : TemplateCatalog.Tests, asked, TemplateIssueKind.UnknownTest, arguments.Positional[test].Position);
        }
    }

    private static readonly HashSet<string> Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private static string? Constant(ArgumentList arguments, int index) =>
        arguments.Positional.Count > index && arguments.Positional[index] is LiteralExpression { Value: string text } ? text : null;

    private void Check(HashSet<string> known, string name, TemplateIssueKind kind, int position)
    {
        if (!known.Contains(name))
        {
            _issues.Add(new TemplateIssue(kind, name, position));
        }
    }

    private void AskFor(Expression expression, bool asks)
    {
        if (asks && expression is NameExpression name)
        {
            _askedFor.Add(name.Name);
        }
    }
}
