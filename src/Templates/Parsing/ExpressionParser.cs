using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Templates;

/// <summary>Operators, from the loosest binding to the tightest: inline if, or, and, not, comparisons, + -, ~, * / // %, **, sign, postfix.</summary>
internal sealed partial class ExpressionParser(TokenStream tokens)
{
    /// <summary>An expression.</summary>
    /// <param name="withConditional">Whether an inline <c>if</c> belongs to it: not in a <c>for</c>, where <c>if</c> filters.</param>
    public Expression Parse(bool withConditional = true) => tokens.Nested(() => withConditional ? Conditional() : Or());

    /// <summary>An expression, or a tuple of several with commas between them and no brackets around.</summary>
    public Expression ParseTuple(bool withConditional = true)
    {
        int position = tokens.Current.Position;
        Expression first = Parse(withConditional);
        if (!tokens.Current.IsOperator(","))
        {
            return first;
        }

        List<Expression> items = [first];
        while (tokens.TakeOperator(",") && !EndsTuple())
        {
            items.Add(Parse(withConditional));
        }

        return new ListExpression(items, IsTuple: true, position);
    }

    private bool EndsTuple() => tokens.Current.Kind is TokenKind.BlockEnd or TokenKind.OutputEnd || tokens.Current.IsOperator(")") || tokens.Current.IsName("if");

    private Expression Conditional()
    {
        Expression value = Or();
        for (int length = 0; tokens.Current.IsName("if"); tokens.CheckChain(++length))
        {
            int position = tokens.Take().Position;
            Expression condition = Or();
            Expression? otherwise = tokens.TakeName("else") ? tokens.Nested(Conditional) : null;
            value = new ConditionalExpression(condition, value, otherwise, position);
        }

        return value;
    }

    private Expression Or()
    {
        Expression left = And();
        for (int length = 0; tokens.Current.IsName("or"); tokens.CheckChain(++length))
        {
            int position = tokens.Take().Position;
            left = new LogicalExpression(IsAnd: false, left, And(), position);
        }

        return left;
    }

    private Expression And()
    {
        Expression left = Not();
        for (int length = 0; tokens.Current.IsName("and"); tokens.CheckChain(++length))
        {
            int position = tokens.Take().Position;
            left = new LogicalExpression(IsAnd: true, left, Not(), position);
        }

        return left;
    }

    private Expression Not()
    {
        if (!tokens.Current.IsName("not"))
        {
            return Compare();
        }

        int position = tokens.Take().Position;
        return new NotExpression(tokens.Nested(Not), position);
    }

    private Expression Compare()
    {
        Expression first = Sum();
        List<KeyValuePair<string, Expression>> rest = [];
        while (CompareOperator() is string op)
        {
            rest.Add(new KeyValuePair<string, Expression>(op, Sum()));
        }

        return rest.Count == 0 ? first : new CompareExpression(first, rest, first.Position);
    }

    private string? CompareOperator()
    {
        if (tokens.Current.Kind == TokenKind.Operator && tokens.Current.Text is "==" or "!=" or "<" or "<=" or ">" or ">=")
        {
            return tokens.Take().Text;
        }

        if (tokens.TakeName("in"))
        {
            return "in";
        }

        if (tokens.Current.IsName("not") && tokens.Next.IsName("in"))
        {
            tokens.Take();
            tokens.Take();
            return "not in";
        }

        return null;
    }

    private Expression Sum()
    {
        Expression left = Concat();
        for (int length = 0; TakeAny("+", "-") is Token token; tokens.CheckChain(++length))
        {
            left = new BinaryExpression(token.Text, left, Concat(), token.Position);
        }

        return left;
    }

    private Expression Concat()
    {
        List<Expression> items = [Product()];
        while (tokens.TakeOperator("~"))
        {
            items.Add(Product());
        }

        return items.Count == 1 ? items[0] : new ConcatExpression(items, items[0].Position);
    }

    private Expression Product()
    {
        Expression left = Power();
        for (int length = 0; TakeAny("*", "/", "//", "%") is Token token; tokens.CheckChain(++length))
        {
            left = new BinaryExpression(token.Text, left, Power(), token.Position);
        }

        return left;
    }

    private Expression Power()
    {
        Expression left = Sign(withFilters: true);
        for (int length = 0; TakeAny("**") is Token token; tokens.CheckChain(++length))
        {
            left = new BinaryExpression(token.Text, left, Sign(withFilters: true), token.Position);
        }

        return left;
    }

    /// <summary>A sign binds tighter than a filter: <c>-1|abs</c> is 1.</summary>
    private Expression Sign(bool withFilters)
    {
        Expression value = TakeAny("-", "+") is Token sign
            ? new SignExpression(sign.Text == "-", tokens.Nested(() => Sign(withFilters: false)), sign.Position)
            : Primary();
        value = Postfix(value);
        return withFilters ? FiltersAndTests(value) : value;
    }

    private Token? TakeAny(params string[] operators) => operators.Any(tokens.Current.IsOperator) ? tokens.Take() : null;
}
