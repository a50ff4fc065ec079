using System.Collections.Generic;

namespace Modelwright.Templates;

/// <summary>An expression of a template. <paramref name="Position"/> is its offset in <see cref="TemplateSource.Text"/>.</summary>
internal abstract record Expression(int Position);

/// <summary>A constant: null, bool, BigInteger, double or string.</summary>
internal sealed record LiteralExpression(object? Value, int Position) : Expression(Position);

/// <summary>A variable, or a function such as <c>namespace</c> where no variable hides it.</summary>
internal sealed record NameExpression(string Name, int Position) : Expression(Position);

/// <summary><c>[a, b]</c>, or the tuple <c>(a, b)</c>.</summary>
internal sealed record ListExpression(IReadOnlyList<Expression> Items, bool IsTuple, int Position) : Expression(Position);

/// <summary><c>{a: b}</c></summary>
internal sealed record MapExpression(IReadOnlyList<KeyValuePair<Expression, Expression>> Entries, int Position) : Expression(Position);

/// <summary><c>target.name</c></summary>
internal sealed record AttributeExpression(Expression Target, string Name, int Position) : Expression(Position);

/// <summary><c>target[index]</c></summary>
internal sealed record ItemExpression(Expression Target, Expression Index, int Position) : Expression(Position);

/// <summary><c>target[start:stop:step]</c></summary>
internal sealed record SliceExpression(Expression Target, Expression? Start, Expression? Stop, Expression? Step, int Position) : Expression(Position);

/// <summary><c>callee(arguments)</c></summary>
internal sealed record CallExpression(Expression Callee, ArgumentList Arguments, int Position) : Expression(Position);

/// <summary><c>target|name(arguments)</c></summary>
internal sealed record FilterExpression(Expression Target, string Name, ArgumentList Arguments, int Position) : Expression(Position);

/// <summary><c>target is name(arguments)</c></summary>
internal sealed record TestExpression(Expression Target, string Name, ArgumentList Arguments, int Position) : Expression(Position);

/// <summary><c>-a</c> or <c>+a</c></summary>
internal sealed record SignExpression(bool IsMinus, Expression Operand, int Position) : Expression(Position);

/// <summary><c>not a</c></summary>
internal sealed record NotExpression(Expression Operand, int Position) : Expression(Position);

/// <summary>One of <c>+ - * / // % **</c>.</summary>
internal sealed record BinaryExpression(string Operator, Expression Left, Expression Right, int Position) : Expression(Position);

/// <summary><c>a and b</c> or <c>a or b</c>: one of the operands, the second computed only when needed.</summary>
internal sealed record LogicalExpression(bool IsAnd, Expression Left, Expression Right, int Position) : Expression(Position);

/// <summary><c>a &lt; b &lt;= c</c>, chained as in Python; operators are <c>== != &lt; &lt;= &gt; &gt;= in</c> and <c>not in</c>.</summary>
internal sealed record CompareExpression(Expression First, IReadOnlyList<KeyValuePair<string, Expression>> Rest, int Position) : Expression(Position);

/// <summary><c>a ~ b ~ c</c>: the operands' text.</summary>
internal sealed record ConcatExpression(IReadOnlyList<Expression> Items, int Position) : Expression(Position);

/// <summary><c>then if condition else otherwise</c>; without else it may be undefined.</summary>
internal sealed record ConditionalExpression(Expression Condition, Expression Then, Expression? Otherwise, int Position) : Expression(Position);

/// <summary>What stands in the brackets of a call.</summary>
internal sealed record ArgumentList(IReadOnlyList<Expression> Positional, IReadOnlyList<KeyValuePair<string, Expression>> Named)
{
    public static ArgumentList None { get; } = new([], []);

    public bool IsEmpty => Positional.Count == 0 && Named.Count == 0;
}
