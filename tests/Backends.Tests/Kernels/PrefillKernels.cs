using System.Collections.Generic;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>The prefill kernels in the shapes that break careless ones: odd widths, heads and expert counts, and the published sizes.</summary>
internal static class PrefillKernels
{
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: false);

    public static IEnumerable<Kernel> All() => [.. Matrices(), .. Experts(), .. DeltaNet(), .. Attention(), .. Encoder()];

    private static IEnumerable<Kernel> Matrices()
    {
        yield return RmsNormKernel.Emit("Norm43", 43, Norm, maskPadding: true);
        yield return RmsNormKernel.Emit("NormWindow", 5120, new NormSpec(1e-6f, ZeroCentred: true), maskPadding: false, window: true);
        yield return ReorderKernel.Emit(25600);
        yield return GemmKernel.Emit("Plain43", 43, 27, bias: true, LinearEpilogue.None);
        yield return GemmKernel.Emit("Residual25600", 25600, 5120, bias: false, LinearEpilogue.Residual);
        yield return GemmKernel.Emit("Head", 5120, 151936, bias: false, LinearEpilogue.None, window: true);
        foreach (Activation activation in (Activation[])[Activation.Silu, Activation.Gelu, Activation.GeluTanh, Activation.QuickGelu, Activation.Relu, Activation.Relu2])
        {
            yield return GemmKernel.Emit("Gated" + activation, 72, 27, bias: true, LinearEpilogue.Gated, activation);
        }
    }

    private static IEnumerable<Kernel> Encoder()
    {
        foreach ((int width, int merged) in (List<(int, int)>)[(1152, 4), (28, 4), (43, 9), (4608, 1)])
        {
            yield return LayerNormKernel.Emit("LayerNorm" + width, width, 1e-6f, 1, first: false);
            yield return LayerNormKernel.Emit("LayerNormMerged" + width, width, 1e-6f, merged, first: false);
            yield return LayerNormKernel.Emit("LayerNormOfMerged" + width, merged * width, 1e-6f, merged, first: true);
            yield return InterpolateKernel.Emit("Interpolate" + width, 4, places: 9, width);
        }

        foreach ((int heads, int dim) in (List<(int, int)>)[(16, 72), (7, 4), (3, 20), (2, 6), (1, 128)])
        {
            yield return RotateHeadsKernel.Emit($"RotateHeads{heads}x{dim}", heads, dim);
            yield return SegmentAttentionKernel.Emit($"SegmentAttention{heads}x{dim}", new AttentionShape(heads, heads, dim, OutputGate: false));
        }

        yield return GemmKernel.Emit("Activated43", 43, 27, bias: true, LinearEpilogue.Activated, Activation.GeluTanh);
        yield return GemmKernel.Emit("ActivatedMerged4608", 4608, 4608, bias: true, LinearEpilogue.Activated, Activation.Gelu, merged: 4);
    }

    private static IEnumerable<Kernel> Experts()
    {
        foreach ((int hidden, int count, int width, int k) in (List<(int, int, int, int)>)[(72, 12, 27, 3), (2048, 512, 512, 10), (4096, 128, 1536, 8)])
        {
            yield return RouteTopKKernel.Emit("RouteTopK" + count, count, k, renormalise: count != 12, shared: count != 128);
            yield return RouteSortKernel.Emit("RouteSort" + count, count, k, k + 1);
            yield return GroupedGateUpKernel.Emit("ExpertsGateUp" + count, hidden, width, count, k, Activation.Silu);
            yield return GroupedGateUpKernel.Emit("ExpertsGateUpRouted" + count, hidden, width, count, k, Activation.Silu, routed: true);
            yield return GroupedDownKernel.Emit("ExpertsDown" + count, hidden, width, count, k, k + 1);
            yield return ReorderRoutesKernel.Emit("ExpertsInputOrder" + count, new RoutedExperts(hidden, count, width, k, null, Activation.Silu, null), new RoutedRows(hidden, null, hidden, k, IsRouted: false));
            yield return CombineExpertsKernel.Emit("CombineExperts" + count, hidden, k, shared: count != 128);
        }
    }

    private static IEnumerable<Kernel> DeltaNet()
    {
        foreach ((DeltaShape shape, int taps) in (List<(DeltaShape, int)>)[(new(16, 32, 128, 128), 4), (new(3, 6, 20, 7), 2), (new(1, 1, 72, 264), 1)])
        {
            string suffix = $"{shape.KeyDim}x{shape.ValueDim}";
            yield return ConvolutionPrefillKernel.Emit("Convolution" + suffix, shape, taps, Activation.Silu);
            yield return ConvolutionStateKernel.Emit("ConvolutionState" + suffix, shape, taps);
            yield return DeltaGatesKernel.Emit("DeltaGates" + suffix, shape);
            yield return DeltaProductsKernel.Emit("DeltaProducts" + suffix, shape);
            yield return DeltaSolveKernel.Emit("DeltaSolve" + suffix, shape);
            yield return DeltaScanKernel.Emit("DeltaScan" + suffix, shape);
            yield return GatedNormKernel.Emit("GatedNorm" + suffix, shape, 1e-6f);
        }
    }

    private static IEnumerable<Kernel> Attention()
    {
        yield return AttentionPrefillKernel.Emit("Attention64", new AttentionShape(8, 2, 64, OutputGate: false), null);
        yield return AttentionPrefillKernel.Emit("Attention20", new AttentionShape(6, 3, 20, OutputGate: true), 5);
        yield return AttentionPrefillKernel.Emit("Attention6", new AttentionShape(3, 1, 6, OutputGate: true), null);
        yield return AttentionPrefillKernel.Emit("Attention128", new AttentionShape(64, 4, 128, OutputGate: false), 4096);
        yield return AttentionPrefillKernel.Emit("Attention256", new AttentionShape(16, 2, 256, OutputGate: true), null);
    }
}
