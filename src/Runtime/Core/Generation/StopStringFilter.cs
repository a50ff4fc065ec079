using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// Cuts a stream of text at the first of some stop strings. Text that may yet turn out to be the beginning of one is held back, so that nothing behind the cut is ever handed out.
/// </summary>
internal sealed class StopStringFilter(IReadOnlyList<string> stops)
{
    private string _held = "";

    /// <summary>Whether a stop string was completed.</summary>
    public bool Stopped { get; private set; }

    /// <summary>The text that can be handed out, now that <paramref name="text"/> has come.</summary>
    public string Add(string text)
    {
        if (Stopped)
        {
            return "";
        }

        string all = _held + text;
        int cut = -1;
        foreach (string stop in stops)
        {
            int at = all.IndexOf(stop, StringComparison.Ordinal);
            cut = at >= 0 && (cut < 0 || at < cut) ? at : cut;
        }

        if (cut >= 0)
        {
            Stopped = true;
            _held = "";
            return all[..cut];
        }

        int kept = HeldLength(all);
        _held = all[(all.Length - kept)..];
        return all[..(all.Length - kept)];
    }

    /// <summary>What was held back, when no more text comes.</summary>
    public string Flush()
    {
        string rest = _held;
        _held = "";
        return rest;
    }

    /// <summary>Length of the longest end of the text that is a beginning of a stop string.</summary>
    private int HeldLength(string text)
    {
        int longest = 0;
        foreach (string stop in stops)
        {
            for (int length = Math.Min(stop.Length - 1, text.Length); length > longest; length--)
            {
                if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
                {
                    longest = length;
                }
            }
        }

        return longest;
    }
}
