using System;
using System.Collections.Generic;

namespace Modelwright.Extensions.AI;

/// <summary>
/// Tells thought, answer and tool calls apart while they stream. Holds back only what may be the beginning of a tag, and white space that a tag may swallow;
/// whatever turns out to be no call is handed out as text. Where the vocabulary has a token for a tag, that token alone is the tag: the same words in other tokens are text.
/// </summary>
internal sealed class ChatOutputParser
{
    public const string ThinkBegin = "<think>";
    public const string ThinkEnd = "</think>";
    public const string CallBegin = "<tool_call>";
    public const string CallEnd = "</tool_call>";
    private const string FunctionBegin = "<function=";
    private const string FunctionEnd = "</function>";

    private readonly ToolCallForm _form;
    private readonly ToolSchemas _tools;
    private readonly TagPlaces _tags;
    private string _held = "";
    private State _state;
    private bool _started;
    private int _searchFrom;
    private long _added;

    /// <param name="promptTail">The end of the prompt: after an open <c>&lt;think&gt;</c> the model goes on with the thought.</param>
    /// <param name="form">How the model writes calls.</param>
    /// <param name="tools">The tools that were offered.</param>
    /// <param name="tags">Where in the whole text tags stand that are tokens; null: wherever they are spelled.</param>
    public ChatOutputParser(string promptTail, ToolCallForm form, ToolSchemas tools, TagPlaces? tags = null)
    {
        _form = form;
        _tools = tools;
        _tags = tags ?? new TagPlaces(new Dictionary<int, string>());
        string tail = promptTail.TrimEnd();
        _state = tail.EndsWith(ThinkBegin, StringComparison.Ordinal) ? State.Thought
            : tail.EndsWith(ThinkEnd, StringComparison.Ordinal) ? State.Text : State.Start;
    }

    private enum State
    {
        /// <summary>Nothing but white space has come: a thought may begin.</summary>
        Start,
        Thought,
        Text,
        Call,

        /// <summary>A call without its <c>&lt;tool_call&gt;</c>.</summary>
        Function,

        /// <summary>Behind such a call, where a lone <c>&lt;/tool_call&gt;</c> may stand.</summary>
        AfterFunction,
    }

    /// <summary>What of a thought may stand before the answer to a prompt.</summary>
    /// <param name="promptTail">The end of the prompt.</param>
    /// <param name="template">The template: one that knows of thoughts belongs to a model that may think.</param>
    public static ThoughtForm ThoughtAfter(string promptTail, string template)
    {
        string tail = promptTail.TrimEnd();
        return tail.EndsWith(ThinkBegin, StringComparison.Ordinal) ? ThoughtForm.Open
            : tail.EndsWith(ThinkEnd, StringComparison.Ordinal) || !template.Contains(ThinkBegin, StringComparison.Ordinal) ? ThoughtForm.None : ThoughtForm.Possible;
    }

    /// <summary>Whether the model is still in its thought.</summary>
    public bool IsThinking => _state == State.Thought;

    /// <summary>What is certain, now that <paramref name="text"/> has come.</summary>
    public List<OutputPart> Add(string text)
    {
        _held += text;
        _added += text.Length;
        List<OutputPart> parts = [];
        while (Step(parts, atEnd: false))
        {
        }

        return parts;
    }

    /// <summary>The rest, when no more text comes. An unclosed thought is all thought; an unclosed call counts if its body is whole.</summary>
    public List<OutputPart> Flush()
    {
        List<OutputPart> parts = [];
        while (Step(parts, atEnd: true))
        {
        }

        return parts;
    }

    /// <returns>Whether the state changed, so that there may be more to do.</returns>
    private bool Step(List<OutputPart> parts, bool atEnd) => _state switch
    {
        State.Start => StepStart(atEnd),
        State.Thought => StepThought(parts, atEnd),
        State.Text => StepText(parts, atEnd),
        State.AfterFunction => StepAfterFunction(atEnd),
        _ => StepCall(parts, atEnd),
    };

    private bool StepStart(bool atEnd)
    {
        string text = _held.TrimStart();
        if (text.StartsWith(ThinkBegin, StringComparison.Ordinal) && _tags.IsTag(ThinkBegin, _added - text.Length))
        {
            _held = text[ThinkBegin.Length..];
            _state = State.Thought;
            return true;
        }

        if (!atEnd && (text.Length == 0 || ThinkBegin.StartsWith(text, StringComparison.Ordinal)))
        {
            return false;
        }

        _state = State.Text;
        return true;
    }

    private bool StepThought(List<OutputPart> parts, bool atEnd)
    {
        int end = IndexOf(ThinkEnd, 0);
        if (end >= 0)
        {
            Emit(parts, _held[..end].TrimEnd(), static t => new OutputPart.Thought(t));
            _held = _held[(end + ThinkEnd.Length)..];
            _state = State.Text;
            _started = false;
            return true;
        }

        HandOut(parts, atEnd, static t => new OutputPart.Thought(t), ThinkEnd);
        return false;
    }

    private bool StepText(List<OutputPart> parts, bool atEnd)
    {
        bool bare = _form == ToolCallForm.Xml && _tools.Any;
        int call = IndexOf(CallBegin, 0);
        int function = bare ? _held.IndexOf(FunctionBegin, StringComparison.Ordinal) : -1;
        int begin = call >= 0 && (function < 0 || call < function) ? call : function;
        if (begin >= 0)
        {
            Emit(parts, _held[..begin].TrimEnd(), static t => new OutputPart.Text(t));
            _state = begin == call ? State.Call : State.Function;
            _held = _held[begin..];
            _searchFrom = 0;
            return true;
        }

        HandOut(parts, atEnd, static t => new OutputPart.Text(t), bare ? [CallBegin, FunctionBegin] : [CallBegin]);
        return false;
    }

    private bool StepAfterFunction(bool atEnd)
    {
        string text = _held.TrimStart();
        if (!atEnd && text.Length < CallEnd.Length && CallEnd.StartsWith(text, StringComparison.Ordinal))
        {
            return false;
        }

        _held = text.StartsWith(CallEnd, StringComparison.Ordinal) && _tags.IsTag(CallEnd, _added - text.Length) ? text[CallEnd.Length..] : _held;
        _state = State.Text;
        return true;
    }

    private bool StepCall(List<OutputPart> parts, bool atEnd)
    {
        string close = _state == State.Call ? CallEnd : FunctionEnd;
        int start = _state == State.Call ? CallBegin.Length : 0;
        int end = IndexOf(close, Math.Max(_searchFrom, start));
        if (end < 0)
        {
            return atEnd && Finish(parts, start, _held.Length, _held.Length);
        }

        int bodyEnd = _state == State.Call ? end : end + close.Length;
        if (_state == State.Call && ToolCallParser.Parse(_held[start..bodyEnd], _form, _tools) is null
            && _form == ToolCallForm.Json && ToolCallParser.EndsInString(_held[start..bodyEnd]))
        {
            // The tag is part of an argument: the call goes on behind it.
            _searchFrom = end + close.Length;
            return true;
        }

        return Finish(parts, start, bodyEnd, end + close.Length);
    }

    /// <summary>Where the first tag is among what is held, from a place on; -1 where there is none.</summary>
    private int IndexOf(string tag, int from)
    {
        int at = _held.IndexOf(tag, from, StringComparison.Ordinal);
        while (at >= 0 && !_tags.IsTag(tag, _added - _held.Length + at))
        {
            at = _held.IndexOf(tag, at + 1, StringComparison.Ordinal);
        }

        return at;
    }

    private bool Finish(List<OutputPart> parts, int start, int bodyEnd, int next)
    {
        OutputPart.Call? call = ToolCallParser.Parse(_held[start..bodyEnd], _form, _tools);
        parts.Add(call ?? (OutputPart)new OutputPart.Text(_held[..next]));
        _held = _held[next..];
        _started = call is null;
        _state = _state == State.Function ? State.AfterFunction : State.Text;
        return _held.Length > 0;
    }

    /// <summary>Hands out all but white space at the end and what may be the beginning of a tag.</summary>
    private void HandOut(List<OutputPart> parts, bool atEnd, Func<string, OutputPart> create, params string[] tags)
    {
        int keep = 0;
        foreach (string tag in tags)
        {
            for (int length = Math.Min(tag.Length - 1, _held.Length); !atEnd && length > keep; length--)
            {
                if (_held.AsSpan(_held.Length - length).SequenceEqual(tag.AsSpan(0, length)))
                {
                    keep = length;
                }
            }
        }

        string certain = _held[..^keep].TrimEnd();
        Emit(parts, certain, create);
        _held = atEnd ? "" : _held[certain.Length..];
    }

    /// <summary>White space before the first word of a thought or answer is left out.</summary>
    private void Emit(List<OutputPart> parts, string text, Func<string, OutputPart> create)
    {
        text = _started ? text : text.TrimStart();
        if (text.Length > 0)
        {
            parts.Add(create(text));
            _started = true;
        }
    }
}
