using System.Collections.Generic;

namespace Modelwright.Templates;

/// <summary>What follows a value: attributes, items, slices, calls, filters and tests.</summary>
internal sealed partial class ExpressionParser
{
    /// <summary>The name of a filter or test and its arguments.</summary>
    public FilterCall ParseFilter()
    {
        Token name = tokens.Expect(TokenKind.Name, "the name of a filter");
        ArgumentList arguments = tokens.Current.IsOperator("(") ? Arguments() : ArgumentList.None;
        return new FilterCall(DottedName(name), arguments, name.Position);
    }

    private Expression Postfix(Expression value)
    {
        int length = 0;
        while (true)
        {
            Token token = tokens.Current;
            if (token.IsOperator("."))
            {
                tokens.Take();
                value = Member(value);
            }
            else if (token.IsOperator("["))
            {
                tokens.Take();
                value = Subscript(value, token.Position);
            }
            else if (token.IsOperator("("))
            {
                value = new CallExpression(value, Arguments(), token.Position);
            }
            else
            {
                return value;
            }

            tokens.CheckChain(++length);
        }
    }

    private Expression Member(Expression value)
    {
        Token member = tokens.Take();
        return member switch
        {
            { Kind: TokenKind.Name } => new AttributeExpression(value, member.Text, member.Position),
            { Kind: TokenKind.Number, Value: System.Numerics.BigInteger } => new ItemExpression(value, new LiteralExpression(member.Value, member.Position), member.Position),
            _ => throw new TemplateSyntaxException($"found {member.Describe()}; wanted a name behind the dot", member.Position),
        };
    }

    private Expression Subscript(Expression target, int position)
    {
        Expression? start = tokens.Current.IsOperator(":") ? null : ParseTuple();
        if (!tokens.TakeOperator(":"))
        {
            tokens.ExpectOperator("]");
            return new ItemExpression(target, start!, position);
        }

        Expression? stop = tokens.Current.IsOperator(":") || tokens.Current.IsOperator("]") ? null : Parse();
        Expression? step = tokens.TakeOperator(":") && !tokens.Current.IsOperator("]") ? Parse() : null;
        tokens.ExpectOperator("]");
        return new SliceExpression(target, start, stop, step, position);
    }

    private ArgumentList Arguments()
    {
        tokens.ExpectOperator("(");
        List<Expression> positional = [];
        List<KeyValuePair<string, Expression>> named = [];
        bool first = true;
        while (!tokens.TakeOperator(")"))
        {
            if (!first)
            {
                tokens.ExpectOperator(",");
                if (tokens.TakeOperator(")"))
                {
                    break;
                }
            }

            first = false;
            Argument(positional, named);
        }

        return new ArgumentList(positional, named);
    }

    private void Argument(List<Expression> positional, List<KeyValuePair<string, Expression>> named)
    {
        Token token = tokens.Current;
        if (token.IsOperator("*") || token.IsOperator("**"))
        {
            throw new TemplateSyntaxException($"'{token.Text}' before an argument is not supported; write the arguments out", token.Position);
        }

        if (token.Kind == TokenKind.Name && tokens.Next.IsOperator("="))
        {
            tokens.Take();
            tokens.Take();
            if (named.Exists(n => n.Key == token.Text))
            {
                throw new TemplateSyntaxException($"the argument '{token.Text}' is given twice", token.Position);
            }

            named.Add(new KeyValuePair<string, Expression>(token.Text, Parse()));
        }
        else if (named.Count > 0)
        {
            throw new TemplateSyntaxException("an argument without a name stands behind one with a name", token.Position);
        }
        else
        {
            positional.Add(Parse());
        }
    }

    private Expression FiltersAndTests(Expression value)
    {
        int length = 0;
        while (true)
        {
            Token token = tokens.Current;
            if (tokens.TakeOperator("|"))
            {
                FilterCall filter = ParseFilter();
                value = new FilterExpression(value, filter.Name, filter.Arguments, filter.Position);
            }
            else if (tokens.TakeName("is"))
            {
                value = Test(value);
            }
            else if (token.IsOperator("("))
            {
                value = new CallExpression(value, Arguments(), token.Position);
            }
            else
            {
                return value;
            }

            tokens.CheckChain(++length);
        }
    }

    private Expression Test(Expression value)
    {
        bool negated = tokens.TakeName("not");
        Token name = tokens.Expect(TokenKind.Name, "the name of a test");
        string full = DottedName(name);
        ArgumentList arguments = tokens.Current.IsOperator("(") ? Arguments() : TakesOperand() ? new ArgumentList([tokens.Nested(() => Postfix(Primary()))], []) : ArgumentList.None;
        TestExpression test = new(value, full, arguments, name.Position);
        return negated ? new NotExpression(test, name.Position) : test;
    }

    /// <summary>A test's one argument may stand without brackets: <c>n is divisibleby 3</c>.</summary>
    private bool TakesOperand() => tokens.Current.Kind switch
    {
        TokenKind.String or TokenKind.Number => true,
        TokenKind.Name => tokens.Current.Text is not ("else" or "or" or "and" or "is" or "if" or "recursive"),
        TokenKind.Operator => tokens.Current.Text is "[" or "{",
        _ => false,
    };

    private string DottedName(Token first)
    {
        string name = first.Text;
        while (tokens.TakeOperator("."))
        {
            name += "." + tokens.Expect(TokenKind.Name, "a name behind the dot").Text;
        }

        return name;
    }
}
