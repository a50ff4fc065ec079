using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Modelwright.Templates;

/// <summary>The tokens of a template, one after the other, and the nesting of what is being parsed.</summary>
internal sealed class TokenStream(IReadOnlyList<Token> tokens)
{
    /// <summary>How deep expressions and blocks may nest: parsers, checkers and interpreters recurse.</summary>
    public const int MaxDepth = 100;

    /// <summary>How many operators of one kind, or postfixes, may follow each other: the tree is as deep as the chain is long.</summary>
    public const int MaxChain = 200;

    private int _index;
    private int _depth;

    public Token Current => tokens[_index];

    public Token Next => tokens[Math.Min(_index + 1, tokens.Count - 1)];

    public Token Take()
    {
        Token token = Current;
        _index = Math.Min(_index + 1, tokens.Count - 1);
        return token;
    }

    public bool TakeOperator(string text)
    {
        bool found = Current.IsOperator(text);
        if (found)
        {
            Take();
        }

        return found;
    }

    public bool TakeName(string text)
    {
        bool found = Current.IsName(text);
        if (found)
        {
            Take();
        }

        return found;
    }

    public Token Expect(TokenKind kind, string what) =>
        Current.Kind == kind ? Take() : throw new TemplateSyntaxException($"found {Current.Describe()}; wanted {what}", Current.Position);

    public Token ExpectOperator(string text) =>
        Current.IsOperator(text) ? Take() : throw new TemplateSyntaxException($"found {Current.Describe()}; wanted '{text}'", Current.Position);

    public void ExpectName(string text)
    {
        if (!TakeName(text))
        {
            throw new TemplateSyntaxException($"found {Current.Describe()}; wanted '{text}'", Current.Position);
        }
    }

    /// <summary>Refuses the <paramref name="length"/>th link of a chain that is too long.</summary>
    public void CheckChain(int length)
    {
        if (length > MaxChain)
        {
            throw new TemplateSyntaxException($"a chain of more than {MaxChain} operators, filters, attributes or calls", Current.Position);
        }
    }

    /// <summary>Parses something one level deeper.</summary>
    public T Nested<T>(Func<T> parse)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_depth > MaxDepth)
        {
            throw new TemplateSyntaxException($"nested more than {MaxDepth} deep", Current.Position);
        }

        T result = parse();
        _depth--;
        return result;
    }
}
