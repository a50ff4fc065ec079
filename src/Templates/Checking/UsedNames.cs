using System.Collections.Generic;

namespace Modelwright.Templates;

/// <summary>All variables that statements read.</summary>
internal sealed class UsedNames : TreeWalker
{
    private readonly HashSet<string> _names = [];

    public static HashSet<string> Of(IEnumerable<Statement> body)
    {
        UsedNames walker = new();
        walker.Visit(body);
        return walker._names;
    }

    protected override void Visit(Expression expression)
    {
        if (expression is NameExpression name)
        {
            _names.Add(name.Name);
        }

        base.Visit(expression);
    }

    protected override void VisitTarget(AssignmentTarget target)
    {
        if (target is NamespaceTarget member)
        {
            _names.Add(member.Namespace);
        }

        base.VisitTarget(target);
    }
}
