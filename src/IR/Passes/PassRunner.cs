using System.Collections.Generic;
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
}
