using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// The passes, in order. Read these lists to know what the Vulkan compiler does before it schedules.
/// Attention, delta rule and experts are matched while they still stand in base ops, so they come before the matrix products are fused;
/// norms are folded last, into whatever reads them.
/// </summary>
internal static class VulkanPipeline
{
    /// <summary>For one row the norm is recomputed by whoever reads it: cheaper than a dispatch.</summary>
    public static readonly IReadOnlyList<IPass> Decode =
        [new FuseAttention(), new FuseDeltaNet(), new FuseExperts(), new FuseLinear(), new FuseLastColumn(), new FuseNorm(), new EliminateDead()];

    /// <summary>For many rows a norm is computed once and read by every tile.</summary>
    public static readonly IReadOnlyList<IPass> Prefill =
        [new FuseAttention(), new FuseDeltaNet(), new FuseExperts(), new FuseLinear(), new FuseLastColumn(), new FuseMaskedNorm(), new EliminateDead()];

    /// <summary>Every block of <paramref name="module"/> rewritten for its function; what remains is <see cref="Accepts"/>ed.</summary>
    public static Module Run(Module module, CancellationToken cancel) => module with
    {
        Functions = module.Functions.Select(function => Run(function, cancel)).ToEquatableArray(),
    };

    /// <summary>Whether the op table has kernels for <paramref name="op"/>.</summary>
    public static bool Accepts(Op op) => op is Parameter or Weight or Embedding or RmsNorm or MaskedNorm or FusedLinear
        or PrepareAttention or CachedAttention or Router or RoutedExperts or ConvolutionMix or GatedDelta;

    private static Function Run(Function function, CancellationToken cancel)
    {
        IReadOnlyList<IPass> passes = function.Kind == FunctionKind.Decode ? Decode : Prefill;
        return function with
        {
            Entry = Run(function.Entry, passes, cancel),
            LayerKinds = function.LayerKinds.Select(block => Run(block, passes, cancel)).ToEquatableArray(),
            Exit = Run(function.Exit, passes, cancel),
        };
    }

    private static Block Run(Block block, IReadOnlyList<IPass> passes, CancellationToken cancel)
    {
        Graph body = PassRunner.Run(block.Body, passes, cancel);
        Node? foreign = body.Nodes.FirstOrDefault(static node => !Accepts(node.Op));
        return foreign is null ? block with { Body = body } : throw new IrException($"{block.Name}: no kernel for {foreign.Op}\n{body}");
    }
}
