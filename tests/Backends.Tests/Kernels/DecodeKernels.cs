using System.Collections.Generic;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>The decode kernels in the shapes that break careless ones: odd widths, heads and expert counts, and the published sizes.</summary>
internal static class DecodeKernels
{
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: false);
    private static readonly NormSpec ZeroCentred = new(1e-5f, ZeroCentred: true);

    public static IEnumerable<Kernel> All()
    {
        yield return EmbedKernel.Emit("Embed512", 32000, 512);
        yield return EmbedKernel.Emit("Embed72", 101, 72);
        yield return EmbedKernel.Emit("Embed43", 101, 43);
        foreach ((int inputs, int outputs) in (List<(int, int)>)[(512, 768), (72, 100), (43, 27), (5120, 151936), (25600, 5120)])
        {
            yield return GemvKernel.Emit("Plain", new FusedLinear(inputs, outputs, null, Bias: false, LinearEpilogue.None, Activation.Silu, LastColumn: false));
            yield return GemvKernel.Emit("NormBias", new FusedLinear(inputs, outputs, Norm, Bias: true, LinearEpilogue.None, Activation.Silu, LastColumn: false));
            yield return GemvKernel.Emit("Logits", new FusedLinear(inputs, outputs, ZeroCentred, Bias: false, LinearEpilogue.None, Activation.Silu, LastColumn: true));
            yield return GemvKernel.Emit("Residual", new FusedLinear(inputs, outputs, null, Bias: false, LinearEpilogue.Residual, Activation.Silu, LastColumn: false));
            yield return GemvKernel.Emit("Gated", new FusedLinear(inputs, outputs, Norm, Bias: false, LinearEpilogue.Gated, Activation.Silu, LastColumn: false));
        }

        foreach (Activation activation in (Activation[])[Activation.Gelu, Activation.GeluTanh, Activation.QuickGelu, Activation.Relu, Activation.Relu2])
        {
            yield return GemvKernel.Emit("Gated" + activation, new FusedLinear(40, 24, Norm, Bias: true, LinearEpilogue.Gated, activation, LastColumn: false));
        }

        yield return AttentionPrepareKernel.Emit("Prepare64", new AttentionShape(8, 2, 64, OutputGate: false), 64, Norm);
        yield return AttentionPrepareKernel.Emit("Prepare20", new AttentionShape(6, 3, 20, OutputGate: true), 10, ZeroCentred);
        yield return AttentionPrepareKernel.Emit("Prepare256", new AttentionShape(16, 2, 256, OutputGate: true), 64, ZeroCentred);
        yield return AttentionDecodeKernel.Emit("Attention64", new AttentionShape(8, 2, 64, OutputGate: false), null);
        yield return AttentionDecodeKernel.Emit("Attention20", new AttentionShape(6, 3, 20, OutputGate: true), 5);
        yield return AttentionDecodeKernel.Emit("Attention128", new AttentionShape(64, 4, 128, OutputGate: false), null);
        yield return AttentionDecodeKernel.Emit("Attention256", new AttentionShape(16, 2, 256, OutputGate: true), null);
        yield return RouterKernel.Emit("Router32", new Router(32, 4, Renormalise: true, Shared: false, Norm), Norm, 512);
        yield return RouterKernel.Emit("Router12", new Router(12, 3, Renormalise: false, Shared: true, ZeroCentred), ZeroCentred, 72);
        yield return RouterKernel.Emit("Router512", new Router(512, 10, Renormalise: true, Shared: true, ZeroCentred), ZeroCentred, 2048);
        yield return RouterKernel.Emit("Router16", new Router(16, 16, Renormalise: true, Shared: false, Norm), Norm, 64);
        foreach ((int hidden, int count, int width, int k, int? shared) in (List<(int, int, int, int, int?)>)[(512, 32, 256, 4, null), (72, 12, 27, 3, 20), (2048, 512, 512, 10, 512), (64, 8, 24, 2, 44)])
        {
            RoutedExperts experts = new(hidden, count, width, k, shared, Activation.Silu, Norm);
            yield return ExpertGateUpKernel.Emit("GateUp", experts, Norm);
            yield return ExpertGateUpKernel.Emit("GateUpInOrder", experts, norm: null);
            yield return ReorderRoutesKernel.Emit("InnerOrder", experts, new RoutedRows(width, shared, ExpertRows.Widest(experts), experts.Slots, IsRouted: true));
            yield return ExpertDownKernel.Emit("Down", experts);
        }

        foreach ((DeltaShape delta, int taps) in (List<(DeltaShape, int)>)[(new(16, 32, 128, 128), 4), (new(3, 6, 20, 12), 2), (new(2, 4, 8, 8), 4), (new(1, 1, 72, 264), 1)])
        {
            yield return ConvolutionStepKernel.Emit("ConvolutionStep", delta, taps, Activation.Silu);
            yield return DeltaStepKernel.Emit("DeltaStep", delta, Norm);
        }
    }
}
