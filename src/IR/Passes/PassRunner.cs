using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.IR;

/// <summary>Runs a backend's pass list, the verifier after lowering and after every pass.</summary>
internal static class PassRunner
{
    public static Graph Run(Graph graph, IReadOnlyList<IPass> passes, CancellationToken cancel)
    {
        GraphVerifier.Verify(graph, after: "lowering");
        foreach (IPass pass in passes)
        {
            cancel.ThrowIfCancellationRequested();
            graph = pass.Run(graph);
            GraphVerifier.Verify(graph, after: pass.Name);
        }

        return graph;
    }

    /// <summary>A block rewritten; every op that is left must be one that the backend accepts.</summary>
    /// <exception cref="IrException">An op is left that it has nothing for.</exception>
    public static Block Run(Block block, IReadOnlyList<IPass> passes, Func<Op, bool> accepts, CancellationToken cancel)
    {
        Graph body = Run(block.Body, passes, cancel);
        Node? foreign = body.Nodes.FirstOrDefault(node => !accepts(node.Op));
        return foreign is null ? block with { Body = body } : throw new IrException($"{block.Name}: the backend has nothing for {foreign.Op}\n{body}");
    }
}
