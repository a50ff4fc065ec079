using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Which kernels a node becomes.</summary>
internal static class OpTable
{
    public static readonly OpTable<OpSite, IReadOnlyList<KernelCall>> Entries = new OpTable<OpSite, IReadOnlyList<KernelCall>>()
        .On<Parameter>(static (_, _) => [])
        .On<Weight>(static (_, _) => [])
        .On<Embedding>(static (site, _) => EmbeddingCalls.Lower(site))
        .On<RmsNorm>(static (site, op) => NormCalls.Lower(site, op.Norm))
        .On<MaskedNorm>(static (site, op) => NormCalls.Lower(site, op.Norm, maskPadding: true))
        .On<LastNorm>(static (site, op) => NormCalls.Lower(site, op.Norm, last: true))
        .On<LayerNorm>(static (site, op) => NormCalls.Layer(site, new MergedNorm(op.Epsilon, 1, First: false)))
        .On<MergedNorm>(NormCalls.Layer)
        .On<InterpolatedEmbedding>(static (site, _) => EmbeddingCalls.Interpolate(site))
        .On<RotatedAttention>(RotatedAttentionCalls.Lower)
        .On<FusedLinear>(LinearCalls.Lower)
        .On<PrepareAttention>(AttentionCalls.Prepare)
        .On<CachedAttention>(AttentionCalls.Attend)
        .On<Router>(MoeCalls.Route)
        .On<RoutedExperts>(MoeCalls.Compute)
        .On<ConvolutionMix>(DeltaNetCalls.Convolve)
        .On<GatedDelta>(DeltaNetCalls.Step);

    public static IReadOnlyList<KernelCall> Lower(OpSite site) => Entries.Write(site, site.Node.Op);
}
