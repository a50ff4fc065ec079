using System.Collections.Generic;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// The passes, in order. Read these lists to know what the Vulkan compiler does before it schedules.
/// Attention, delta rule and experts (<c>IR/Patterns</c>) are matched while they still stand in base ops, so they come before the matrix products are fused;
/// norms are folded last, into whatever reads them.
/// </summary>
internal static class VulkanPipeline
{
    /// <summary>For one row the norm is recomputed by whoever reads it: cheaper than a dispatch.</summary>
    public static readonly IReadOnlyList<IPass> Decode =
        [new IgnoreDropout(), new FuseAttention(), new FuseDeltaNet(), new FuseExperts(), new FuseLinear(), new FuseLastColumn(), new FuseNorm(), new InterleaveGates(), new EliminateDead()];

    /// <summary>For many rows a norm is computed once and read by every tile.</summary>
    public static readonly IReadOnlyList<IPass> Prefill =
        [new IgnoreDropout(), new FuseAttention(), new FuseDeltaNet(), new FuseExperts(), new FuseLinear(), new FuseLastColumn(), new FuseMaskedNorm(), new InterleaveGates(), new EliminateDead()];

    /// <summary>For a tower that sees: all its rows at once, nothing remembered.</summary>
    public static readonly IReadOnlyList<IPass> Encode = [new FuseSegmentAttention(), new FuseMergedNorm(), new FuseLinear(), new EliminateDead()];

    /// <summary>Every block of <paramref name="tower"/> in one form, rewritten to what <see cref="OpTable"/> has kernels for.</summary>
    public static Tower Run(Tower tower, IReadOnlyList<IPass> form, CancellationToken cancel) =>
        tower.Rewrite(block => PassRunner.Run(block, form, OpTable.Entries.Accepts, cancel));
}
