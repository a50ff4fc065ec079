using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using Modelwright.Templates;

namespace Modelwright.Backends.ChatTemplates;

/// <summary>Expressions of a template as C#, written with the operations of the runtime's <c>TemplateProgram</c>.</summary>
internal sealed class ExpressionText(LocalNames names, Func<NameScope, string, string> variable)
{
    /// <summary>C# of type <c>TemplateValue</c>.</summary>
    public string Value(Expression expression, NameScope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression switch
        {
            LiteralExpression literal => Constant(literal.Value),
            NameExpression name => variable(scope, name.Name),
            AttributeExpression attribute => $"Attribute({Value(attribute.Target, scope)}, {Literal.Of(attribute.Name)})",
            ItemExpression item => $"Item({Value(item.Target, scope)}, {Index(item.Index, scope)})",
            SliceExpression slice => $"Slice({Value(slice.Target, scope)}, {Optional(slice.Start, scope)}, {Optional(slice.Stop, scope)}, {Optional(slice.Step, scope)})",
            CallExpression call => Call(call, scope),
            FilterExpression filter => Filter(Value(filter.Target, scope), filter.Name, filter.Arguments, scope),
            LogicalExpression logical => Logical(logical, scope),
            ConditionalExpression conditional => Conditional(conditional, scope),
            BinaryExpression binary => $"{BinaryName(binary.Operator)}({Value(binary.Left, scope)}, {Value(binary.Right, scope)})",
            SignExpression sign => $"{(sign.IsMinus ? "Negate" : "Plus")}({Value(sign.Operand, scope)})",
            ConcatExpression concat => $"Concat([{Values(concat.Items, scope)}])",
            ListExpression list => $"{(list.IsTuple ? "Tuple" : "List")}({Values(list.Items, scope)})",
            MapExpression map => $"Map({string.Join(", ", map.Entries.Select(e => $"({Value(e.Key, scope)}, {Value(e.Value, scope)})"))})",
            _ => $"Boolean({Condition(expression, scope)})",
        };
    }

    /// <summary>C# of type <c>bool</c>: the expression's truth.</summary>
    public string Condition(Expression expression, NameScope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression switch
        {
            NotExpression not => $"!{Condition(not.Operand, scope)}",
            LogicalExpression logical => $"({Condition(logical.Left, scope)} {(logical.IsAnd ? "&&" : "||")} {Condition(logical.Right, scope)})",
            TestExpression test => Test(test, scope),
            CompareExpression compare => Compare(compare, scope),
            _ => $"IsTrue({Value(expression, scope)})",
        };
    }

    public string Filter(string target, string name, ArgumentList arguments, NameScope scope) =>
        $"Filter({target}, {Literal.Of(name)}{Arguments(arguments, scope)})";

    /// <summary>The arguments of a call behind its first ones, with the comma before them.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="scope">Where they are computed.</param>
    /// <param name="caller">C# of a further argument <c>caller</c>, or null.</param>
    public string Arguments(ArgumentList arguments, NameScope scope, string? caller = null)
    {
        if (arguments.Named.Count == 0 && caller is null)
        {
            return arguments.Positional.Count == 0 ? "" : ", " + Values(arguments.Positional, scope);
        }

        List<string> named = [.. arguments.Named.Select(n => $"({Literal.Of(n.Key)}, {Value(n.Value, scope)})")];
        if (caller is not null)
        {
            named.Add($"(\"caller\", {caller})");
        }

        return $", new TemplateArguments([{Values(arguments.Positional, scope)}], [{string.Join(", ", named)}])";
    }

    private static string Constant(object? value) => value switch
    {
        null => "TemplateValue.None",
        bool boolean => boolean ? "TemplateValue.True" : "TemplateValue.False",
        BigInteger number when number >= long.MinValue && number <= long.MaxValue => $"Number({number.ToString(CultureInfo.InvariantCulture)}L)",
        BigInteger number => $"Number({Literal.Of(number.ToString(CultureInfo.InvariantCulture))})",
        double number => $"Number({number.ToString("G17", CultureInfo.InvariantCulture)}d)",
        string text => $"Text({Literal.Of(text)})",
        _ => throw new InvalidOperationException($"no such constant: {value.GetType().Name}"),
    };

    private string Index(Expression index, NameScope scope) => index switch
    {
        LiteralExpression { Value: string key } => Literal.Of(key),
        LiteralExpression { Value: BigInteger number } when number >= int.MinValue && number <= int.MaxValue => number.ToString(CultureInfo.InvariantCulture),
        _ => Value(index, scope),
    };

    private string Call(CallExpression call, NameScope scope) => call.Callee is AttributeExpression method
        ? $"CallMethod({Value(method.Target, scope)}, {Literal.Of(method.Name)}{Arguments(call.Arguments, scope)})"
        : $"Call({Value(call.Callee, scope)}{Arguments(call.Arguments, scope)})";

    private string Logical(LogicalExpression logical, NameScope scope)
    {
        string left = Value(logical.Left, scope);
        string kept = names.Create("operand");
        string right = Value(logical.Right, scope);
        return $"(IsTrue(Keep({left}, out TemplateValue {kept})) ? {(logical.IsAnd ? right : kept)} : {(logical.IsAnd ? kept : right)})";
    }

    private string Conditional(ConditionalExpression conditional, NameScope scope)
    {
        string otherwise = conditional.Otherwise is not null ? Value(conditional.Otherwise, scope) : "Undefined(\"the inline if had no else\")";
        return $"({Condition(conditional.Condition, scope)} ? {Value(conditional.Then, scope)} : {otherwise})";
    }

    private string Test(TestExpression test, NameScope scope) => $"Is({Value(test.Target, scope)}, {Literal.Of(test.Name)}{Arguments(test.Arguments, scope)})";

    private string Compare(CompareExpression compare, NameScope scope)
    {
        List<string> links = [];
        string left = Value(compare.First, scope);
        for (int i = 0; i < compare.Rest.Count; i++)
        {
            string right = Value(compare.Rest[i].Value, scope);
            string kept = "";
            if (i < compare.Rest.Count - 1)
            {
                kept = names.Create("operand");
                right = $"Keep({right}, out TemplateValue {kept})";
            }

            string op = compare.Rest[i].Key;
            links.Add($"{(op is "!=" or "not in" ? "!" : "")}{CompareName(op)}({left}, {right})");
            left = kept;
        }

        return links.Count == 1 ? links[0] : $"({string.Join(" && ", links)})";
    }

    private string Optional(Expression? expression, NameScope scope) => expression is null ? "null" : Value(expression, scope);

    private string Values(IEnumerable<Expression> expressions, NameScope scope) => string.Join(", ", expressions.Select(e => Value(e, scope)));

    private static string CompareName(string op) => op switch
    {
        "==" or "!=" => "Equal",
        "<" => "Less",
        "<=" => "LessOrEqual",
        ">" => "Greater",
        ">=" => "GreaterOrEqual",
        _ => "In",
    };

    private static string BinaryName(string op) => op switch
    {
        "+" => "Add",
        "-" => "Subtract",
        "*" => "Multiply",
        "/" => "Divide",
        "//" => "FloorDivide",
        "%" => "Modulo",
        "**" => "Power",
        _ => throw new InvalidOperationException($"no such operator: {op}"),
    };
}
