using System;
using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>What a backend makes of every op it takes. Its keys are what the backend's pipeline accepts: an op that is no key is refused there, by name.</summary>
/// <typeparam name="TSite">Where an op stands.</typeparam>
/// <typeparam name="TCode">What it becomes.</typeparam>
internal sealed class OpTable<TSite, TCode>
{
    private readonly Dictionary<Type, Func<TSite, Op, TCode>> _entries = [];

    /// <summary>The kinds of ops that are accepted.</summary>
    public IReadOnlyCollection<Type> Ops => _entries.Keys;

    public bool Accepts(Op op) => _entries.ContainsKey(op.GetType());

    public OpTable<TSite, TCode> On<TOp>(Func<TSite, TOp, TCode> write)
        where TOp : Op
    {
        _entries.Add(typeof(TOp), (site, op) => write(site, (TOp)op));
        return this;
    }

    public TCode Write(TSite site, Op op) =>
        _entries.TryGetValue(op.GetType(), out Func<TSite, Op, TCode>? write) ? write(site, op) : throw new IrException($"no entry for {op}");
}
