using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace Modelwright.Templates;

/// <summary>Visits everything in a template; a class that looks for something overrides what it looks at.</summary>
internal abstract class TreeWalker
{
    public void Visit(IEnumerable<Statement> body)
    {
        foreach (Statement statement in body)
        {
            Visit(statement);
        }
    }

    protected virtual void Visit(Statement statement)
    {
        switch (statement)
        {
            case OutputStatement output:
                Visit(output.Value);
                break;
            case IfStatement branching:
                foreach (IfBranch branch in branching.Branches)
                {
                    VisitCondition(branch.Condition);
                    Visit(branch.Body);
                }

                Visit(branching.Otherwise);
                break;
            case ForStatement loop:
                VisitLoop(loop);
                break;
            case SetStatement set:
                Visit(set.Value);
                VisitTarget(set.Target);
                break;
            default:
                VisitBlock(statement);
                break;
        }
    }

    protected virtual void Visit(Expression expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (expression)
        {
            case LogicalExpression logical:
                VisitCondition(logical.Left);
                Visit(logical.Right);
                break;
            case NotExpression not:
                VisitCondition(not.Operand);
                break;
            case ConditionalExpression conditional:
                VisitCondition(conditional.Condition);
                VisitAll(conditional.Then, conditional.Otherwise);
                break;
            default:
                foreach (Expression child in Children(expression))
                {
                    Visit(child);
                }

                break;
        }
    }

    /// <summary>An expression of which only the truth counts.</summary>
    protected virtual void VisitCondition(Expression condition) => Visit(condition);

    protected virtual void VisitTarget(AssignmentTarget target)
    {
        if (target is TupleTarget tuple)
        {
            foreach (AssignmentTarget item in tuple.Items)
            {
                VisitTarget(item);
            }
        }
    }

    protected virtual void VisitSignature(MacroSignature signature)
    {
        foreach (MacroParameter parameter in signature.Parameters)
        {
            VisitAll(parameter.Default);
        }
    }

    protected virtual void VisitFilter(FilterCall filter) => Visit(filter.Arguments);

    protected void Visit(ArgumentList arguments)
    {
        foreach (Expression argument in arguments.Positional.Concat(arguments.Named.Select(static n => n.Value)))
        {
            Visit(argument);
        }
    }

    private static IEnumerable<Expression> Children(Expression expression) => expression switch
    {
        ListExpression list => list.Items,
        MapExpression map => map.Entries.SelectMany(static e => new[] { e.Key, e.Value }),
        AttributeExpression attribute => [attribute.Target],
        ItemExpression item => [item.Target, item.Index],
        SliceExpression slice => new[] { slice.Target, slice.Start, slice.Stop, slice.Step }.OfType<Expression>(),
        CallExpression call => Arguments(call.Callee, call.Arguments),
        FilterExpression filter => Arguments(filter.Target, filter.Arguments),
        TestExpression test => Arguments(test.Target, test.Arguments),
        SignExpression sign => [sign.Operand],
        BinaryExpression binary => [binary.Left, binary.Right],
        CompareExpression compare => compare.Rest.Select(static r => r.Value).Prepend(compare.First),
        ConcatExpression concat => concat.Items,
        _ => [],
    };

    private static IEnumerable<Expression> Arguments(Expression first, ArgumentList arguments) =>
        arguments.Positional.Concat(arguments.Named.Select(static n => n.Value)).Prepend(first);

    private void VisitLoop(ForStatement loop)
    {
        Visit(loop.Values);
        VisitTarget(loop.Target);
        if (loop.Filter is not null)
        {
            VisitCondition(loop.Filter);
        }

        Visit(loop.Body);
        Visit(loop.Otherwise);
    }

    private void VisitBlock(Statement statement)
    {
        switch (statement)
        {
            case SetBlockStatement set:
                VisitFilters(set.Filters);
                Visit(set.Body);
                VisitTarget(set.Target);
                break;
            case FilterStatement filter:
                VisitFilters(filter.Filters);
                Visit(filter.Body);
                break;
            case MacroStatement macro:
                VisitSignature(macro.Signature);
                Visit(macro.Body);
                break;
            case CallStatement call:
                Visit(call.Call);
                VisitSignature(call.Signature);
                Visit(call.Body);
                break;
            case WithStatement with:
                foreach (KeyValuePair<AssignmentTarget, Expression> assignment in with.Assignments)
                {
                    Visit(assignment.Value);
                    VisitTarget(assignment.Key);
                }

                Visit(with.Body);
                break;
            case GenerationStatement generation:
                Visit(generation.Body);
                break;
        }
    }

    private void VisitFilters(IEnumerable<FilterCall> filters)
    {
        foreach (FilterCall filter in filters)
        {
            VisitFilter(filter);
        }
    }

    private void VisitAll(params Expression?[] expressions)
    {
        foreach (Expression expression in expressions.OfType<Expression>())
        {
            Visit(expression);
        }
    }
}
