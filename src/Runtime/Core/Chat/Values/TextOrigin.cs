using System;

namespace Modelwright.Runtime.Templating;

/// <summary>
/// Which characters of a text a template wrote itself, and which came in from outside. It alternates at the flips, ascending indices above 0.
/// Text operations carry it along, so that a special token can be told from its spelling in a message.
/// </summary>
internal readonly struct TextOrigin
{
    private readonly bool _first;
    private readonly int[]? _flips;

    public TextOrigin(bool first, int[]? flips)
    {
        _first = first;
        _flips = flips is { Length: > 0 } ? flips : null;
    }

    public static TextOrigin Template => new(first: true, flips: null);

    public static TextOrigin Data => new(first: false, flips: null);

    /// <summary>Whether the first character is the template's.</summary>
    public bool First => _first;

    public ReadOnlySpan<int> Flips => _flips;

    /// <summary>Whether a character is the template's.</summary>
    public bool At(int index) => _first ^ ((FlipsUpTo(index) & 1) == 1);

    public TextOrigin Slice(int start, int length)
    {
        if (_flips is null)
        {
            return this;
        }

        int first = FlipsUpTo(start);
        int end = first;
        while (end < _flips.Length && _flips[end] < start + length)
        {
            end++;
        }

        int[] flips = _flips[first..end];
        for (int i = 0; i < flips.Length; i++)
        {
            flips[i] -= start;
        }

        return new TextOrigin(At(start), flips);
    }

    private int FlipsUpTo(int index)
    {
        if (_flips is null)
        {
            return 0;
        }

        int found = Array.BinarySearch(_flips, index);
        return found >= 0 ? found + 1 : ~found;
    }
}
