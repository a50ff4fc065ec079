using System;
using System.IO;

namespace Samples;

/// <summary>Where the chat is written: answers to one stream, everything else (thoughts, calls, figures, the prompt sign) to another, dimmed where that is a terminal.</summary>
internal sealed class Screen(TextWriter answers, TextWriter notes, bool dims)
{
    private const string Dim = "\e[2m";
    private const string Plain = "\e[0m";

    private bool _inThought;
    private bool _midLine;

    /// <summary>The console; NO_COLOR (https://no-color.org) is heeded.</summary>
    public static Screen OfConsole() =>
        new(Console.Out, Console.Error, !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>A piece of a thought.</summary>
    public void Thought(string text)
    {
        if (!_inThought)
        {
            notes.Write(dims ? Dim : "");
        }

        _inThought = true;
        notes.Write(text);
        notes.Flush();
    }

    /// <summary>A piece of the answer.</summary>
    public void Answer(string text)
    {
        EndThought();
        answers.Write(text);
        answers.Flush();
        _midLine = !text.EndsWith('\n');
    }

    /// <summary>The answer is through, or was stopped.</summary>
    public void EndAnswer()
    {
        EndThought();
        if (_midLine)
        {
            answers.WriteLine();
            answers.Flush();
            _midLine = false;
        }
    }

    /// <summary>A line beside the conversation.</summary>
    public void Note(string text)
    {
        EndAnswer();
        notes.WriteLine(dims ? Dim + text + Plain : text);
        notes.Flush();
    }

    /// <summary>What asks for the next line.</summary>
    public void Ask(string sign)
    {
        notes.Write(sign);
        notes.Flush();
    }

    private void EndThought()
    {
        if (_inThought)
        {
            _inThought = false;
            notes.WriteLine(dims ? Plain : "");
            notes.Flush();
        }
    }
}
