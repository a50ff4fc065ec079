using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <content>Ways back, and copies.</content>
internal abstract partial class ModelSession
{
    private readonly List<WeakReference<SessionSnapshot>> _snapshots = [];

    public bool CanCrop => !IsRecurrent && Rotary is not { HasChanged: true };

    public bool CanSnapshot => true;

    public void Crop(int length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        if (!CanCrop)
        {
            throw new InvalidOperationException("This session has states that cannot be cut back; wanted one of attention alone whose rotary frequencies have not changed, or a snapshot to return to.");
        }

        CutTo([.. _lengths.Select(own => Math.Min(own, length))]);
        _broken = false;
    }

    public SessionSnapshot Snapshot()
    {
        RequireWhole();
        (IDisposable? states, long bytes) = IsRecurrent ? SaveStates() : (null, 0);
        SessionSnapshot snapshot = new(this, [.. _lengths], bytes, states, Rotary?.Here ?? default);
        _snapshots.RemoveAll(static reference => !reference.TryGetTarget(out SessionSnapshot? known) || !known.IsValid);
        _snapshots.Add(new WeakReference<SessionSnapshot>(snapshot));
        return snapshot;
    }

    public void Restore(SessionSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (snapshot.Session != this || !snapshot.IsValid)
        {
            throw new ArgumentException("The snapshot is another session's, disposed, or of columns that the session has forgotten; wanted one that this session can return to.", nameof(snapshot));
        }

        CheckDevice("a return to a snapshot");
        if (snapshot.States is { } states)
        {
            LoadStates(states);
        }

        Rotary?.Return(snapshot.Rotary);
        CutTo(snapshot.Lengths);
        _broken = false;
    }

    public IModelSession Fork()
    {
        RequireWhole();
        ModelSession copy = Copy();
        _padding.CopyTo(copy._padding, 0);
        copy._counting = _counting;
        copy.CutTo(_lengths);
        if (Rotary is { } rotary)
        {
            copy.Rotary!.Return(rotary.Here);
        }

        return copy;
    }

    private void RequireWhole()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        CheckDevice("a copy of a session");
        if (_broken)
        {
            throw new InvalidOperationException("The last forward pass did not finish; the session must be reset, or returned to a snapshot, before it is copied.");
        }
    }

    /// <summary>Columns from these lengths on are gone, and what leads to them.</summary>
    private void CutTo(int[] lengths)
    {
        lengths.CopyTo(_lengths, 0);
        Length = lengths.Max();
        foreach (WeakReference<SessionSnapshot> reference in _snapshots)
        {
            if (reference.TryGetTarget(out SessionSnapshot? snapshot) && snapshot.Length > Length)
            {
                snapshot.IsValid = false;
            }
        }
    }
}
