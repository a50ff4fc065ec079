using System.Collections.Generic;
using System.Text;

namespace Modelwright.Templates;

/// <summary>Constants, names and brackets.</summary>
internal sealed partial class ExpressionParser
{
    private Expression Primary()
    {
        Token token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Take();
                return Name(token);
            case TokenKind.String:
                return Strings(token.Position);
            case TokenKind.Number:
                tokens.Take();
                return new LiteralExpression(token.Value, token.Position);
            case TokenKind.Operator when token.Text == "(":
                tokens.Take();
                return tokens.Nested(() => Parentheses(token.Position));
            case TokenKind.Operator when token.Text == "[":
                tokens.Take();
                return new ListExpression(Items("]"), IsTuple: false, token.Position);
            case TokenKind.Operator when token.Text == "{":
                tokens.Take();
                return tokens.Nested(() => Map(token.Position));
            default:
                throw new TemplateSyntaxException($"found {token.Describe()}; wanted an expression", token.Position);
        }
    }

    private static Expression Name(Token token) => token.Text switch
    {
        "true" or "True" => new LiteralExpression(true, token.Position),
        "false" or "False" => new LiteralExpression(false, token.Position),
        "none" or "None" => new LiteralExpression(null, token.Position),
        _ => new NameExpression(token.Text, token.Position),
    };

    private LiteralExpression Strings(int position)
    {
        StringBuilder text = new();
        while (tokens.Current.Kind == TokenKind.String)
        {
            text.Append((string)tokens.Take().Value!);
        }

        return new LiteralExpression(text.ToString(), position);
    }

    private Expression Parentheses(int position)
    {
        if (tokens.TakeOperator(")"))
        {
            return new ListExpression([], IsTuple: true, position);
        }

        Expression value = ParseTuple();
        tokens.ExpectOperator(")");
        return value;
    }

    /// <summary>Expressions with commas between them, one behind the last allowed, up to a bracket that is taken.</summary>
    private List<Expression> Items(string close)
    {
        List<Expression> items = [];
        while (!tokens.TakeOperator(close))
        {
            if (items.Count > 0)
            {
                tokens.ExpectOperator(",");
                if (tokens.TakeOperator(close))
                {
                    break;
                }
            }

            items.Add(Parse());
        }

        return items;
    }

    private MapExpression Map(int position)
    {
        List<KeyValuePair<Expression, Expression>> entries = [];
        while (!tokens.TakeOperator("}"))
        {
            if (entries.Count > 0)
            {
                tokens.ExpectOperator(",");
                if (tokens.TakeOperator("}"))
                {
                    break;
                }
            }

            Expression key = Parse();
            tokens.ExpectOperator(":");
            entries.Add(new KeyValuePair<Expression, Expression>(key, Parse()));
        }

        return new MapExpression(entries, position);
    }
}
