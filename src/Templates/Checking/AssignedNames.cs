using System.Collections.Generic;

namespace Modelwright.Templates;

/// <summary>All names that a template gives a value anywhere: variables, macros and their parameters.</summary>
internal sealed class AssignedNames : TreeWalker
{
    private readonly HashSet<string> _names = [];

    public static HashSet<string> Of(IEnumerable<Statement> body)
    {
        AssignedNames walker = new();
        walker.Visit(body);
        return walker._names;
    }

    protected override void Visit(Statement statement)
    {
        if (statement is MacroStatement macro)
        {
            _names.Add(macro.Name);
        }

        base.Visit(statement);
    }

    protected override void VisitTarget(AssignmentTarget target)
    {
        if (target is NameTarget name)
        {
            _names.Add(name.Name);
        }

        base.VisitTarget(target);
    }

    protected override void VisitSignature(MacroSignature signature)
    {
        foreach (MacroParameter parameter in signature.Parameters)
        {
            _names.Add(parameter.Name);
        }

        base.VisitSignature(signature);
    }
}
