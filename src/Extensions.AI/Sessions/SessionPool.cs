using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>
/// The sessions of conversations that a client answers in turn, as many as fit in so many bytes, so that each goes on where it was. A prompt goes to the session that has most of it, if that loses no
/// more than it keeps; else to a new one, and where there is no room to the one that has waited longest. Not thread-safe.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="mostBytes">What all states may take together; one session there is always.</param>
/// <param name="snapshotBytes">What a session's copies of recurrent states may take.</param>
internal sealed class SessionPool(ICausalLanguageModel model, long mostBytes, long snapshotBytes) : IDisposable
{
    /// <summary>Sessions at most, where their bytes are not known.</summary>
    private const int Most = 64;

    /// <summary>Copying a session costs about as much as computing so many tokens.</summary>
    private const int WorthCopying = 64;

    /// <summary>The one that has waited longest comes first.</summary>
    private readonly List<TokenSession> _sessions = [];

    /// <summary>Sessions there are.</summary>
    public int Count => _sessions.Count;

    /// <summary>The session that answers a prompt.</summary>
    public TokenSession Take(SequencePrompt prompt)
    {
        TokenSession chosen = Choose(prompt);
        _sessions.Remove(chosen);
        _sessions.Add(chosen);
        return chosen;
    }

    public void Dispose()
    {
        foreach (TokenSession session in _sessions)
        {
            session.Dispose();
        }

        _sessions.Clear();
    }

    private TokenSession Choose(SequencePrompt prompt)
    {
        if (_sessions.Count == 0)
        {
            return Empty();
        }

        (TokenSession best, int common) = _sessions.Select(session => (Session: session, Common: session.Common(prompt))).MaxBy(static candidate => candidate.Common);
        bool goesOn = best.Length - common <= common;
        return goesOn || !HasRoom() ? goesOn ? best : _sessions[0] : New(best, common) ?? _sessions[0];
    }

    private bool HasRoom() => _sessions.Count < Most && _sessions.Sum(static session => session.Bytes) + _sessions.Max(static session => session.Bytes) <= mostBytes;

    /// <summary>A new session, with what the best has of the prompt; null where the device has no memory for one.</summary>
    private TokenSession? New(TokenSession best, int common)
    {
        try
        {
            return common >= WorthCopying && best.CanFork ? best.Fork() : Empty();
        }
        catch (OutOfDeviceMemoryException)
        {
            return null;
        }
    }

    private TokenSession Empty()
    {
        TokenSession session = new(model, capacity: 0, snapshotBytes);
        try
        {
            session.Allocate();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
