using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace Modelwright.Templates;

/// <summary>Reads the tokens within a tag: names, strings, numbers and operators.</summary>
internal sealed class ExpressionLexer(string source, List<Token> tokens)
{
    private const int MaxDigits = 1000;

    private static readonly string[] Operators =
    [
        "//", "**", "==", "!=", ">=", "<=", "+", "-", "*", "/", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";",
    ];

    private readonly Stack<char> _open = new();

    public int Position { get; set; }

    /// <summary>How many brackets are open.</summary>
    public int Depth => _open.Count;

    /// <exception cref="TemplateSyntaxException">No token begins at <see cref="Position"/>.</exception>
    public void ReadToken()
    {
        char first = source[Position];
        if (first is '\'' or '"')
        {
            ReadString(first);
        }
        else if (first is >= '0' and <= '9')
        {
            ReadNumber();
        }
        else if (first == '_' || char.IsLetter(first))
        {
            int end = Position + 1;
            while (end < source.Length && (source[end] == '_' || char.IsLetterOrDigit(source[end])))
            {
                end++;
            }

            Add(TokenKind.Name, end, value: null);
        }
        else
        {
            ReadOperator(first);
        }
    }

    private void ReadString(char quote)
    {
        int end = Position + 1;
        while (end < source.Length && source[end] != quote)
        {
            end += source[end] == '\\' ? 2 : 1;
        }

        if (end >= source.Length)
        {
            throw new TemplateSyntaxException("the string has no end", Position);
        }

        string body = source.Substring(Position + 1, end - Position - 1);
        Add(TokenKind.String, end + 1, StringEscapes.Decode(body, Position + 1));
    }

    private void ReadNumber()
    {
        if (source[Position] == '0' && Position + 1 < source.Length && source[Position + 1] is 'x' or 'X' or 'o' or 'O' or 'b' or 'B')
        {
            ReadRadix();
            return;
        }

        int end = Digits(Position);
        bool isFloat = false;
        if (end + 1 < source.Length && source[end] == '.' && source[end + 1] is >= '0' and <= '9')
        {
            isFloat = true;
            end = Digits(end + 1);
        }

        if (end < source.Length && source[end] is 'e' or 'E')
        {
            int exponent = end + 1 < source.Length && source[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (exponent < source.Length && source[exponent] is >= '0' and <= '9')
            {
                isFloat = true;
                end = Digits(exponent);
            }
        }

        string text = source.Substring(Position, end - Position).Replace("_", "");
        if (text.Length > MaxDigits)
        {
            throw new TemplateSyntaxException($"the number has more than {MaxDigits} digits", Position);
        }

        Add(TokenKind.Number, end, isFloat ? Float(text) : BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>Frameworks disagree on numbers that are too large: one throws, one gives infinity.</summary>
    private double Float(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsInfinity(value)
            ? value
            : throw new TemplateSyntaxException("the number is too large", Position);

    private void ReadRadix()
    {
        int radix = source[Position + 1] is 'x' or 'X' ? 16 : source[Position + 1] is 'o' or 'O' ? 8 : 2;
        BigInteger value = BigInteger.Zero;
        int end = Position + 2;
        int digits = 0;
        for (; end < source.Length; end++)
        {
            int digit = source[end] == '_' ? -1 : StringEscapes.HexDigit(source[end]);
            if (source[end] != '_' && (digit < 0 || digit >= radix))
            {
                break;
            }

            value = digit < 0 ? value : (value * radix) + digit;
            digits += digit < 0 ? 0 : digits < MaxDigits ? 1 : throw new TemplateSyntaxException($"the number has more than {MaxDigits} digits", Position);
        }

        if (digits == 0)
        {
            throw new TemplateSyntaxException("the number has no digits", Position);
        }

        Add(TokenKind.Number, end, value);
    }

    private int Digits(int end)
    {
        while (end < source.Length && (source[end] is >= '0' and <= '9' || (source[end] == '_' && end + 1 < source.Length && source[end + 1] is >= '0' and <= '9')))
        {
            end++;
        }

        return end;
    }

    private void ReadOperator(char first)
    {
        string text = Array.Find(Operators, o => string.CompareOrdinal(source, Position, o, 0, o.Length) == 0)
            ?? throw new TemplateSyntaxException($"the character '{first}' belongs to no expression", Position);
        if (first is '(' or '[' or '{')
        {
            _open.Push(first == '(' ? ')' : first == '[' ? ']' : '}');
        }
        else if (first is ')' or ']' or '}')
        {
            if (_open.Count == 0 || _open.Pop() != first)
            {
                throw new TemplateSyntaxException($"'{first}' closes nothing", Position);
            }
        }

        Add(TokenKind.Operator, Position + text.Length, value: null);
    }

    private void Add(TokenKind kind, int end, object? value)
    {
        tokens.Add(new Token(kind, source.Substring(Position, end - Position), Position, value));
        Position = end;
    }
}
