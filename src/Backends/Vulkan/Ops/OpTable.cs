using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Which kernels a node becomes. What is not here, the pipeline does not accept.</summary>
internal static class OpTable
{
    public static IReadOnlyList<KernelCall> Lower(OpSite site) => site.Node.Op switch
    {
        Parameter or Weight => [],
        Embedding => EmbeddingCalls.Lower(site),
        RmsNorm op => NormCalls.Lower(site, op.Norm, maskPadding: false),
        MaskedNorm op => NormCalls.Lower(site, op.Norm, maskPadding: true),
        FusedLinear op => LinearCalls.Lower(site, op),
        PrepareAttention op => AttentionCalls.Prepare(site, op),
        CachedAttention op => AttentionCalls.Attend(site, op),
        Router op => MoeCalls.Route(site, op),
        RoutedExperts op => MoeCalls.Compute(site, op),
        ConvolutionMix op => DeltaNetCalls.Convolve(site, op),
        GatedDelta op => DeltaNetCalls.Step(site, op),
        _ => throw new IrException($"no kernel for {site.Node.Op}"),
    };
}
