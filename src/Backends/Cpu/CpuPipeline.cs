using System.Collections.Generic;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>
/// The passes, in order. Read this list to know what the CPU compiler does: ops become the runtime's operations, each of which reads its weights once. Experts come
/// before gated products, because a shared expert is matched by the product it consists of.
/// </summary>
internal static class CpuPipeline
{
    public static readonly IReadOnlyList<IPass> Passes =
    [
        new IgnoreDropout(), new FuseMaskedNorm(), new FuseAttention(), new FuseSegmentAttention(), new FuseDeltaNet(), new FuseExperts(), new FuseGatedLinear(), new FuseActivation(), new FuseResidual(),
        new KeepWantedRows(), new EliminateDead(),
    ];

    /// <summary>One form for any number of new columns, rewritten to what <see cref="OpTable"/> has calls for: the runtime chooses kernels by their number.</summary>
    public static Tower Run(Tower tower, CancellationToken cancel) =>
        tower.Rewrite(block => PassRunner.Run(block, Passes, OpTable.Entries.Accepts, cancel));
}
