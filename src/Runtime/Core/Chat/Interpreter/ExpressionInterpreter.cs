using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using Modelwright.Templates;

namespace Modelwright.Runtime.Templating;

/// <summary>Computes expressions straight from the tree.</summary>
internal static class ExpressionInterpreter
{
    public static TemplateValue Evaluate(Expression expression, Frame frame)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression switch
        {
            LiteralExpression literal => Literal(literal.Value),
            NameExpression name => frame.Get(name.Name),
            AttributeExpression attribute => Access.Attribute(Evaluate(attribute.Target, frame), attribute.Name),
            ItemExpression item => Access.Item(Evaluate(item.Target, frame), Evaluate(item.Index, frame)),
            SliceExpression slice => Access.Slice(Evaluate(slice.Target, frame), Optional(slice.Start, frame), Optional(slice.Stop, frame), Optional(slice.Step, frame)),
            CallExpression call => Evaluate(call.Callee, frame).Invoke(Arguments(call.Arguments, frame)),
            FilterExpression filter => TemplateFilters.Apply(filter.Name, Evaluate(filter.Target, frame), Arguments(filter.Arguments, frame)),
            TestExpression test => TemplateValue.Of(TemplateTests.Holds(test.Name, Evaluate(test.Target, frame), Arguments(test.Arguments, frame))),
            NotExpression not => TemplateValue.Of(!Evaluate(not.Operand, frame).IsTrue),
            LogicalExpression logical => Logical(logical, frame),
            ConditionalExpression conditional => Conditional(conditional, frame),
            CompareExpression compare => TemplateValue.Of(Compare(compare, frame)),
            BinaryExpression binary => Binary(binary.Operator, Evaluate(binary.Left, frame), Evaluate(binary.Right, frame)),
            SignExpression sign => sign.IsMinus ? Arithmetic.Negate(Evaluate(sign.Operand, frame)) : Arithmetic.Plus(Evaluate(sign.Operand, frame)),
            ConcatExpression concat => Arithmetic.Concat([.. concat.Items.Select(i => Evaluate(i, frame))]),
            ListExpression list => new ListValue([.. list.Items.Select(i => Evaluate(i, frame))], list.IsTuple ? ListKind.Tuple : ListKind.List),
            MapExpression map => Map(map, frame),
            _ => throw new InvalidOperationException($"no such expression: {expression.GetType().Name}"),
        };
    }

    public static TemplateArguments Arguments(ArgumentList arguments, Frame frame) => arguments.IsEmpty
        ? TemplateArguments.None
        : new TemplateArguments([.. arguments.Positional.Select(a => Evaluate(a, frame))], [.. arguments.Named.Select(n => (n.Key, Evaluate(n.Value, frame)))]);

    private static TemplateValue Literal(object? value) => value switch
    {
        null => TemplateValue.None,
        bool boolean => TemplateValue.Of(boolean),
        BigInteger number => TemplateValue.Of(number),
        double number => TemplateValue.Of(number),
        string text => StringValue.Template(text),
        _ => throw new InvalidOperationException($"no such constant: {value.GetType().Name}"),
    };

    private static TemplateValue? Optional(Expression? expression, Frame frame) => expression is null ? null : Evaluate(expression, frame);

    private static TemplateValue Logical(LogicalExpression logical, Frame frame)
    {
        TemplateValue left = Evaluate(logical.Left, frame);
        return left.IsTrue == logical.IsAnd ? Evaluate(logical.Right, frame) : left;
    }

    private static TemplateValue Conditional(ConditionalExpression conditional, Frame frame) =>
        Evaluate(conditional.Condition, frame).IsTrue ? Evaluate(conditional.Then, frame)
            : conditional.Otherwise is not null ? Evaluate(conditional.Otherwise, frame)
            : new UndefinedValue("the inline if had no else");

    private static bool Compare(CompareExpression compare, Frame frame)
    {
        TemplateValue left = Evaluate(compare.First, frame);
        foreach ((string op, Expression operand) in compare.Rest)
        {
            TemplateValue right = Evaluate(operand, frame);
            if (!Compare(op, left, right))
            {
                return false;
            }

            left = right;
        }

        return true;
    }

    private static bool Compare(string op, TemplateValue left, TemplateValue right) => op switch
    {
        "==" => Comparison.AreEqual(left, right),
        "!=" => !Comparison.AreEqual(left, right),
        "in" => Comparison.Contains(right, left),
        "not in" => !Comparison.Contains(right, left),
        "<" => Comparison.Compare(op, left, right) < 0,
        "<=" => Comparison.Compare(op, left, right) <= 0,
        ">" => Comparison.Compare(op, left, right) > 0,
        ">=" => Comparison.Compare(op, left, right) >= 0,
        _ => throw new InvalidOperationException($"no such comparison: {op}"),
    };

    private static TemplateValue Binary(string op, TemplateValue left, TemplateValue right) => op switch
    {
        "+" => Arithmetic.Add(left, right),
        "-" => Arithmetic.Subtract(left, right),
        "*" => Arithmetic.Multiply(left, right),
        "/" => Arithmetic.Divide(left, right),
        "//" => Arithmetic.FloorDivide(left, right),
        "%" => Arithmetic.Modulo(left, right),
        "**" => Arithmetic.Power(left, right),
        _ => throw new InvalidOperationException($"no such operator: {op}"),
    };

    private static MapValue Map(MapExpression map, Frame frame)
    {
        MapValue result = new();
        foreach ((Expression key, Expression value) in map.Entries)
        {
            result.Set(Evaluate(key, frame), Evaluate(value, frame));
        }

        return result;
    }
}
