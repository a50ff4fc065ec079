using System;
using System.Collections.Generic;
using System.Globalization;

namespace Modelwright.IR;

/// <summary>
/// Reads JSON by recursive descent and keeps every value's place. Takes RFC 8259 and, because real configs hold them,
/// <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>; refuses everything else in plain words.
/// </summary>
internal sealed partial class JsonReader
{
    /// <summary>Deeper nesting is refused, so that no text can exhaust the compiler's stack.</summary>
    public const int MaxDepth = 64;

    private readonly string _text;
    private int _at;
    private int _depth;

    private JsonReader(string text) => _text = text;

    public static JsonReadResult Read(string text)
    {
        JsonReader reader = new(text);
        try
        {
            return new JsonReadResult.Read(reader.Document());
        }
        catch (Refusal refusal)
        {
            return new JsonReadResult.Refused(refusal.Span, refusal.Message);
        }
    }

    private bool AtEnd => _at >= _text.Length;

    private char Current => AtEnd ? '\0' : _text[_at];

    private JsonValue Document()
    {
        if (Current == '\uFEFF')
        {
            _at++;
        }

        SkipSpace();
        if (AtEnd)
        {
            throw Refuse("the file is empty");
        }

        JsonValue value = Value();
        SkipSpace();
        return AtEnd ? value : throw Refuse(new Span(_at, _text.Length - _at), "there is text after the end of the value");
    }

    private JsonValue Value()
    {
        SkipSpace();
        if (AtEnd)
        {
            throw Refuse("the file ends where a value is expected");
        }

        return Current switch
        {
            '{' => Nested(Object),
            '[' => Nested(Array),
            '"' => StringValue(),
            '-' or (>= '0' and <= '9') => Number(),
            '\'' => throw Refuse("strings are written with double quotes"),
            '/' or '#' => throw Refuse("JSON has no comments"),
            ']' or '}' or ',' => throw Refuse("a value is expected here; a trailing comma is not allowed"),
            _ => Word(),
        };
    }

    private JsonValue Nested(Func<JsonValue> read)
    {
        if (++_depth > MaxDepth)
        {
            throw Refuse($"values are nested deeper than {MaxDepth.ToString(CultureInfo.InvariantCulture)} levels");
        }

        JsonValue value = read();
        _depth--;
        return value;
    }

    private JsonObject Object()
    {
        int start = _at++;
        List<JsonMember> members = [];
        SkipSpace();
        if (!Accept('}'))
        {
            do
            {
                members.Add(Member());
            }
            while (More('}', "an object"));
        }

        return new JsonObject(members.ToEquatableArray(), From(start));
    }

    private JsonMember Member()
    {
        SkipSpace();
        if (Current != '"')
        {
            throw Refuse(Current switch
            {
                '}' => "a trailing comma is not allowed",
                '/' or '#' => "JSON has no comments",
                '\'' => "names are written with double quotes",
                _ => AtEnd ? "the file ends inside an object" : "a name in double quotes is expected here",
            });
        }

        int start = _at;
        string name = String();
        Span place = From(start);
        SkipSpace();
        if (!Accept(':'))
        {
            throw Refuse(AtEnd ? "the file ends after a name" : "':' is expected after a name");
        }

        return new JsonMember(name, place, Value());
    }

    private JsonArray Array()
    {
        int start = _at++;
        List<JsonValue> items = [];
        SkipSpace();
        if (!Accept(']'))
        {
            do
            {
                items.Add(Value());
            }
            while (More(']', "a list"));
        }

        return new JsonArray(items.ToEquatableArray(), From(start));
    }

    /// <summary>True after a comma, false after the closing bracket.</summary>
    private bool More(char close, string what)
    {
        SkipSpace();
        if (Accept(','))
        {
            return true;
        }

        return Accept(close) ? false
            : throw Refuse(AtEnd ? $"the file ends inside {what}" : $"',' or '{close}' is expected here");
    }

    private JsonValue Word()
    {
        int start = _at;
        while (!AtEnd && (char.IsLetterOrDigit(Current) || Current == '_'))
        {
            _at++;
        }

        string word = _text.Substring(start, _at - start);
        return word switch
        {
            "true" => new JsonBoolean(true, From(start)),
            "false" => new JsonBoolean(false, From(start)),
            "null" => new JsonNull(From(start)),
            JsonNumber.NotANumber or JsonNumber.Infinity => new JsonNumber(word, From(start)),
            "" => throw Refuse($"the character '{Shown(Current)}' cannot start a value"),
            "True" or "False" or "None" => throw Refuse(From(start), $"'{word}' is Python; JSON writes true, false and null"),
            _ => throw Refuse(From(start), $"'{word}' is not a JSON value; text is written in double quotes"),
        };
    }

    private void SkipSpace()
    {
        while (Current is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    private bool Accept(char wanted)
    {
        if (AtEnd || Current != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    private Span From(int start) => new(start, _at - start);

    private static string Shown(char c) => char.IsControl(c) ? $"U+{((int)c).ToString("X4", CultureInfo.InvariantCulture)}" : c.ToString();

    private Refusal Refuse(string words) => Refuse(new Span(_at, Math.Min(1, _text.Length - _at)), words);

    private static Refusal Refuse(Span span, string words) => new(span, words);

    private sealed class Refusal(Span span, string words) : Exception(words)
    {
        public Span Span { get; } = span;
    }
}
