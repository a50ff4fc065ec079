using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Snapshots of one session, as many as fit in so many bytes: the oldest go first.</summary>
internal sealed class SnapshotStore(long mostBytes) : IDisposable
{
    private readonly List<SessionSnapshot> _snapshots = [];

    public void Add(SessionSnapshot snapshot)
    {
        Forget(static known => !known.IsValid);
        _snapshots.Add(snapshot);
        while (_snapshots.Sum(static known => known.Bytes) > mostBytes)
        {
            SessionSnapshot oldest = _snapshots[0];
            _snapshots.RemoveAt(0);
            oldest.Dispose();
        }
    }

    /// <summary>The longest that is no longer than <paramref name="length"/>, if there is one.</summary>
    public SessionSnapshot? Newest(int length) => _snapshots.Where(snapshot => snapshot.IsValid && snapshot.Length <= length).MaxBy(static snapshot => snapshot.Length);

    public void Dispose() => Forget(static _ => true);

    private void Forget(Predicate<SessionSnapshot> which)
    {
        foreach (SessionSnapshot snapshot in _snapshots.Where(snapshot => which(snapshot)))
        {
            snapshot.Dispose();
        }

        _snapshots.RemoveAll(static snapshot => !snapshot.IsValid);
    }
}
