using System;
using System.Collections.Generic;

namespace Modelwright.Templates;

/// <summary>
/// Cuts a template into text and the tokens of its tags, with Jinja's white space rules under <c>trim_blocks</c> and <c>lstrip_blocks</c>: the first newline
/// behind a block or comment is dropped, and blanks before one that begins a line. A <c>-</c> in a tag strips all white space on its side; a <c>+</c> keeps all.
/// </summary>
internal sealed class TemplateLexer
{
    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _position;
    private bool _lineStarts = true;

    private TemplateLexer(string source) => _source = source;

    /// <exception cref="TemplateSyntaxException">A tag or string has no end, or a character belongs to no token.</exception>
    public static IReadOnlyList<Token> Read(TemplateSource source)
    {
        TemplateLexer lexer = new(source.Text);
        while (lexer._position < lexer._source.Length)
        {
            lexer.ReadTextAndTag();
        }

        lexer._tokens.Add(new Token(TokenKind.End, "", lexer._source.Length));
        return lexer._tokens;
    }

    private void ReadTextAndTag()
    {
        int tag = FindTag(_position);
        if (tag < 0)
        {
            AddText(_source.Substring(_position), _position);
            _position = _source.Length;
            return;
        }

        char kind = _source[tag + 1];
        char sign = Sign(tag + 2);
        AddText(Before(tag, kind, sign), _position);
        int inside = tag + 2 + (sign == ' ' ? 0 : 1);
        switch (kind)
        {
            case '#':
                SkipComment(tag, inside);
                break;
            case '{':
                ReadTag(TokenKind.OutputBegin, TokenKind.OutputEnd, "}}", tag, inside);
                break;
            default:
                ReadBlock(tag, inside);
                break;
        }

        _lineStarts = _position > 0 && _source[_position - 1] == '\n';
    }

    /// <summary>The text before a tag, without what the tag strips of it.</summary>
    private string Before(int tag, char kind, char sign)
    {
        string text = _source.Substring(_position, tag - _position);
        if (sign == '-')
        {
            return PythonSpace.TrimEnd(text);
        }

        if (sign == '+' || kind == '{')
        {
            return text;
        }

        int line = text.LastIndexOf('\n') + 1;
        bool begins = line > 0 || _lineStarts;
        return begins && PythonSpace.SkipFrom(text, line) == text.Length ? text.Substring(0, line) : text;
    }

    private void ReadBlock(int tag, int inside)
    {
        int word = PythonSpace.SkipFrom(_source, inside);
        if (RawTagEnd(word, "raw") is not int begin)
        {
            ReadTag(TokenKind.BlockBegin, TokenKind.BlockEnd, "%}", tag, inside);
            return;
        }

        // {% raw %}: everything up to {% endraw %} is text; only white space control of the two tags themselves applies.
        for (int end = _source.IndexOf("{%", begin, StringComparison.Ordinal); end >= 0; end = _source.IndexOf("{%", end + 2, StringComparison.Ordinal))
        {
            char sign = Sign(end + 2);
            int name = PythonSpace.SkipFrom(_source, end + (sign == ' ' ? 2 : 3));
            if (RawTagEnd(name, "endraw") is int after)
            {
                string text = _source.Substring(begin, end - begin);
                AddText(sign == '-' ? PythonSpace.TrimEnd(text) : text, begin);
                _position = after;
                return;
            }
        }

        throw new TemplateSyntaxException("'raw' has no 'endraw'", tag);
    }

    /// <summary>Where the text behind <c>raw %}</c> or <c>endraw %}</c> begins, or null if this is another tag.</summary>
    private int? RawTagEnd(int word, string name)
    {
        if (string.CompareOrdinal(_source, word, name, 0, name.Length) != 0)
        {
            return null;
        }

        int end = PythonSpace.SkipFrom(_source, word + name.Length);
        if (string.CompareOrdinal(_source, end, "-%}", 0, 3) == 0)
        {
            return PythonSpace.SkipFrom(_source, end + 3);
        }

        if (string.CompareOrdinal(_source, end, "+%}", 0, 3) == 0 && name == "endraw")
        {
            return end + 3;
        }

        return string.CompareOrdinal(_source, end, "%}", 0, 2) != 0 ? null : name == "endraw" ? SkipNewline(end + 2) : end + 2;
    }

    private void SkipComment(int tag, int inside)
    {
        int end = _source.IndexOf("#}", inside, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new TemplateSyntaxException("the comment has no end; '#}' is missing", tag);
        }

        char sign = end > inside ? _source[end - 1] : ' ';
        _position = sign == '-' ? PythonSpace.SkipFrom(_source, end + 2) : sign == '+' ? end + 2 : SkipNewline(end + 2);
    }

    /// <summary>Tokens of a tag up to its end; a closing mark within brackets is not the end.</summary>
    private void ReadTag(TokenKind begin, TokenKind end, string close, int tag, int inside)
    {
        _tokens.Add(new Token(begin, _source.Substring(tag, 2), tag));
        ExpressionLexer lexer = new(_source, _tokens) { Position = inside };
        while (true)
        {
            lexer.Position = PythonSpace.SkipFrom(_source, lexer.Position);
            if (lexer.Position >= _source.Length)
            {
                throw new TemplateSyntaxException($"the tag has no end; '{close}' is missing", tag);
            }

            int at = lexer.Position;
            char sign = _source[at] is '-' or '+' && (close == "%}" || _source[at] == '-') ? _source[at] : ' ';
            int mark = sign == ' ' ? at : at + 1;
            if (lexer.Depth == 0 && string.CompareOrdinal(_source, mark, close, 0, 2) == 0)
            {
                _tokens.Add(new Token(end, close, mark));
                _position = sign == '-' ? PythonSpace.SkipFrom(_source, mark + 2) : sign == '+' || close == "}}" ? mark + 2 : SkipNewline(mark + 2);
                return;
            }

            lexer.ReadToken();
        }
    }

    private int FindTag(int start)
    {
        for (int i = _source.IndexOf('{', start); i >= 0 && i + 1 < _source.Length; i = _source.IndexOf('{', i + 1))
        {
            if (_source[i + 1] is '{' or '%' or '#')
            {
                return i;
            }
        }

        return -1;
    }

    private char Sign(int position) => position < _source.Length && _source[position] is '-' or '+' ? _source[position] : ' ';

    private int SkipNewline(int position) => position < _source.Length && _source[position] == '\n' ? position + 1 : position;

    private void AddText(string text, int position)
    {
        if (text.Length > 0)
        {
            _tokens.Add(new Token(TokenKind.Text, text, position));
        }
    }
}
