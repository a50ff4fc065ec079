using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using Modelwright.Templates;

namespace Modelwright.Chat.Tests;

/// <summary>A parsed template in one line, brackets around whatever binds, with the offset of every node: <c>(1@3 + a@7)@5</c>.</summary>
internal static class TreeText
{
    public static string Of(string source) => Of(TemplateParser.Parse(source).Body);

    private static string Of(IReadOnlyList<Statement> body) => string.Concat(body.Select(Of));

    private static string Of(Statement statement) => At(statement.Position, statement switch
    {
        TextStatement text => $"«{text.Text}»",
        OutputStatement output => $"{{{{ {Of(output.Value)} }}}}",
        IfStatement branches => "if" + string.Concat(branches.Branches.Select(static branch => $"[{Of(branch.Condition)}: {Of(branch.Body)}]")) + $"else[{Of(branches.Otherwise)}]",
        ForStatement loop => $"for {Of(loop.Target)} in {Of(loop.Values)}{(loop.Filter is null ? "" : " if " + Of(loop.Filter))}: [{Of(loop.Body)}]else[{Of(loop.Otherwise)}]",
        SetStatement set => $"set {Of(set.Target)} = {Of(set.Value)};",
        SetBlockStatement set => $"set {Of(set.Target)}{Of(set.Filters)}: [{Of(set.Body)}]",
        MacroStatement macro => $"macro {macro.Name}{Of(macro.Signature)}: [{Of(macro.Body)}]",
        CallStatement call => $"call{Of(call.Signature)} {Of(call.Call)}: [{Of(call.Body)}]",
        FilterStatement filter => $"filter{Of(filter.Filters)}: [{Of(filter.Body)}]",
        WithStatement with => $"with {string.Join(", ", with.Assignments.Select(static pair => $"{Of(pair.Key)} = {Of(pair.Value)}"))}: [{Of(with.Body)}]",
        GenerationStatement generation => $"generation: [{Of(generation.Body)}]",
        LoopControlStatement control => control.IsBreak ? "break" : "continue",
        _ => throw new InvalidOperationException(statement.ToString()),
    });

    private static string Of(Expression expression) => At(expression.Position, expression switch
    {
        LiteralExpression literal => Value(literal.Value),
        NameExpression name => name.Name,
        ListExpression list => list.IsTuple ? $"({Of(list.Items)})" : $"[{Of(list.Items)}]",
        MapExpression map => $"{{{string.Join(", ", map.Entries.Select(static entry => $"{Of(entry.Key)}: {Of(entry.Value)}"))}}}",
        AttributeExpression attribute => $"{Of(attribute.Target)}.{attribute.Name}",
        ItemExpression item => $"{Of(item.Target)}[{Of(item.Index)}]",
        SliceExpression slice => $"{Of(slice.Target)}[{Optional(slice.Start)}:{Optional(slice.Stop)}:{Optional(slice.Step)}]",
        CallExpression call => $"{Of(call.Callee)}{Of(call.Arguments)}",
        FilterExpression filter => $"{Of(filter.Target)}|{filter.Name}{Of(filter.Arguments)}",
        TestExpression test => $"{Of(test.Target)} is {test.Name}{Of(test.Arguments)}",
        SignExpression sign => $"({(sign.IsMinus ? "-" : "+")}{Of(sign.Operand)})",
        NotExpression not => $"(not {Of(not.Operand)})",
        BinaryExpression binary => $"({Of(binary.Left)} {binary.Operator} {Of(binary.Right)})",
        LogicalExpression logical => $"({Of(logical.Left)} {(logical.IsAnd ? "and" : "or")} {Of(logical.Right)})",
        CompareExpression compare => $"({Of(compare.First)}{string.Concat(compare.Rest.Select(static pair => $" {pair.Key} {Of(pair.Value)}"))})",
        ConcatExpression concat => $"({string.Join(" ~ ", concat.Items.Select(Of))})",
        ConditionalExpression conditional => $"({Of(conditional.Then)} if {Of(conditional.Condition)}{(conditional.Otherwise is null ? "" : " else " + Of(conditional.Otherwise))})",
        _ => throw new InvalidOperationException(expression.ToString()),
    });

    private static string Of(AssignmentTarget target) => At(target.Position, target switch
    {
        NameTarget name => name.Name,
        NamespaceTarget member => $"{member.Namespace}.{member.Name}",
        TupleTarget tuple => $"({string.Join(", ", tuple.Items.Select(Of))})",
        _ => throw new InvalidOperationException(target.ToString()),
    });

    private static string Of(IReadOnlyList<Expression> items) => string.Join(", ", items.Select(Of));

    private static string Of(ArgumentList arguments) =>
        arguments.IsEmpty ? "()" : $"({string.Join(", ", arguments.Positional.Select(Of).Concat(arguments.Named.Select(static pair => $"{pair.Key}={Of(pair.Value)}")))})";

    private static string Of(IReadOnlyList<FilterCall> filters) => string.Concat(filters.Select(static filter => At(filter.Position, $"|{filter.Name}{Of(filter.Arguments)}")));

    private static string Of(MacroSignature signature) =>
        $"({string.Join(", ", signature.Parameters.Select(static parameter => At(parameter.Position, parameter.Name + (parameter.Default is null ? "" : "=" + Of(parameter.Default)))))})";

    private static string Optional(Expression? expression) => expression is null ? "" : Of(expression);

    private static string Value(object? value) => value switch
    {
        null => "none",
        bool truth => truth ? "true" : "false",
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        double number => "float " + number.ToString("R", CultureInfo.InvariantCulture),
        _ => $"'{value}'",
    };

    private static string At(int position, string text) => string.Create(CultureInfo.InvariantCulture, $"{text}@{position}");
}
