using System.Collections.Generic;
using System.Linq;
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
        [new FuseAttention(), new FuseDeltaNet(), new FuseExperts(), new FuseLinear(), new FuseLastColumn(), new FuseNorm(), new InterleaveGates(), new EliminateDead()];

    /// <summary>For many rows a norm is computed once and read by every tile.</summary>
    public static readonly IReadOnlyList<IPass> Prefill =
        [new FuseAttention(), new FuseDeltaNet(), new FuseExperts(), new FuseLinear(), new FuseLastColumn(), new FuseMaskedNorm(), new InterleaveGates(), new EliminateDead()];

    /// <summary>Every block of <paramref name="module"/> rewritten for its function, to what <see cref="OpTable"/> has kernels for.</summary>
    public static Module Run(Module module, CancellationToken cancel) => module with
    {
        Functions = module.Functions.Select(function => Run(function, cancel)).ToEquatableArray(),
    };

    private static Function Run(Function function, CancellationToken cancel)
    {
        IReadOnlyList<IPass> passes = function.Kind == FunctionKind.Decode ? Decode : Prefill;
        Block Rewrite(Block block) => PassRunner.Run(block, passes, OpTable.Entries.Accepts, cancel);
        return function with
        {
            Entry = Rewrite(function.Entry),
            LayerKinds = function.LayerKinds.Select(Rewrite).ToEquatableArray(),
            Exit = Rewrite(function.Exit),
        };
    }
}
