using System;
using System.Collections.Generic;

namespace Modelwright.Templates;

/// <summary>Parses a template: text, output, and the statements that hold others.</summary>
internal sealed partial class TemplateParser
{
    private readonly TokenStream _tokens;
    private readonly ExpressionParser _expressions;
    private int _loops;

    private TemplateParser(IReadOnlyList<Token> tokens)
    {
        _tokens = new TokenStream(tokens);
        _expressions = new ExpressionParser(_tokens);
    }

    /// <exception cref="TemplateSyntaxException">The text is not a template of the supported language.</exception>
    public static TemplateTree Parse(string text)
    {
        TemplateSource source = new(text);
        TemplateParser parser = new(TemplateLexer.Read(source));
        List<Statement> body = parser.Body("the template");
        return parser._tokens.Current.Kind == TokenKind.End
            ? new TemplateTree(source, body)
            : throw new TemplateSyntaxException($"'{parser._tokens.Next.Text}' closes nothing", parser._tokens.Next.Position);
    }

    /// <summary>Statements up to a block that begins with one of <paramref name="ends"/>, which stays.</summary>
    private List<Statement> Body(string owner, params string[] ends) => _tokens.Nested(() => Statements(owner, ends));

    private List<Statement> Statements(string owner, string[] ends)
    {
        List<Statement> statements = [];
        while (true)
        {
            Token token = _tokens.Current;
            switch (token.Kind)
            {
                case TokenKind.Text:
                    _tokens.Take();
                    statements.Add(new TextStatement(token.Text, token.Position));
                    break;
                case TokenKind.OutputBegin:
                    _tokens.Take();
                    statements.Add(new OutputStatement(_expressions.ParseTuple(), token.Position));
                    _tokens.Expect(TokenKind.OutputEnd, "'}}'");
                    break;
                case TokenKind.BlockBegin when IsEnd(ends):
                    return statements;
                case TokenKind.BlockBegin when _tokens.Next is { Kind: TokenKind.Name, Text: "elif" or "else" } || IsClosing(_tokens.Next):
                    return ends.Length == 0 ? statements : throw new TemplateSyntaxException($"found '{_tokens.Next.Text}'; wanted '{ends[ends.Length - 1]}' for {owner}", _tokens.Next.Position);
                case TokenKind.BlockBegin:
                    _tokens.Take();
                    statements.Add(Block(_tokens.Expect(TokenKind.Name, "the name of a statement")));
                    break;
                default:
                    return ends.Length == 0 ? statements : throw new TemplateSyntaxException($"{owner} has no '{ends[ends.Length - 1]}'", token.Position);
            }
        }
    }

    private bool IsEnd(string[] ends) => _tokens.Next.Kind == TokenKind.Name && Array.IndexOf(ends, _tokens.Next.Text) >= 0;

    private static bool IsClosing(Token token) => token.Kind == TokenKind.Name && token.Text.StartsWith("end", StringComparison.Ordinal);

    private Statement Block(Token name) => name.Text switch
    {
        "if" => If(name),
        "for" => For(name),
        "set" => Set(name),
        "macro" => Macro(name),
        "call" => Call(name),
        "filter" => Filter(name),
        "with" => With(name),
        "generation" => Generation(name),
        "break" or "continue" => LoopControl(name),
        "include" or "import" or "from" or "extends" or "block" => throw new TemplateSyntaxException($"'{name.Text}' is not supported: a chat template is one file", name.Position),
        "autoescape" or "do" or "trans" or "debug" => throw new TemplateSyntaxException($"'{name.Text}' is a statement that chat templates do not have", name.Position),
        _ => throw new TemplateSyntaxException($"there is no statement '{name.Text}'", name.Position),
    };

    private void EndBlock() => _tokens.Expect(TokenKind.BlockEnd, "'%}'");

    /// <summary>Takes <c>{% name</c> of the block that ended a body, and <c>%}</c> if nothing else may follow.</summary>
    private string TakeEnd(bool close = true)
    {
        _tokens.Take();
        string name = _tokens.Take().Text;
        if (close)
        {
            EndBlock();
        }

        return name;
    }
}
