using System;

namespace Modelwright.Runtime;

/// <summary>Where a session was, with the states that cannot be cut back to it. Of use for that session alone, as long as it is not reset or cut back behind it.</summary>
public sealed class SessionSnapshot : IDisposable
{
    private readonly IDisposable? _states;

    internal SessionSnapshot(IModelSession session, int[] lengths, long bytes, IDisposable? states, RotaryState.Mark rotary)
    {
        (Session, Lengths, Length, Bytes, _states, Rotary) = (session, lengths, session.Length, bytes, states, rotary);
    }

    /// <summary>Columns that had been fed.</summary>
    public int Length { get; }

    /// <summary>Bytes it takes.</summary>
    public long Bytes { get; }

    /// <summary>Whether the session can still return to it.</summary>
    public bool IsValid { get; internal set; } = true;

    internal IModelSession Session { get; }

    /// <summary>Columns of each sequence.</summary>
    internal int[] Lengths { get; }

    internal IDisposable? States => _states;

    internal RotaryState.Mark Rotary { get; }

    /// <summary>Frees its memory.</summary>
    public void Dispose()
    {
        IsValid = false;
        _states?.Dispose();
    }
}
