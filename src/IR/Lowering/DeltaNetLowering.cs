using System;

namespace Modelwright.IR;

/// <summary>The gated delta rule layer (transformers: qwen3_next <c>Qwen3NextGatedDeltaNet</c>, qwen3_5 <c>Qwen3_5GatedDeltaNet</c>; Yang et al. 2024).</summary>
internal static class DeltaNetLowering
{
    private const string Module = "linear_attn";

    public static ValueId Lower(LayerContext c, ValueId x)
    {
        LinearAttentionSpec l = c.Spec.LinearAttention ?? throw new IrException("a linear_attention layer without linear_* sizes");
        int keys = l.KeyHeads * l.KeyDim;
        int values = l.ValueHeads * l.ValueDim;
        int channels = (2 * keys) + values;

        ValueId norm = c.Add(new RmsNorm(c.Spec.Norm), "input_layernorm (rms_norm_eps)", x, c.Weight(LayerWeights.InputNorm(c.Spec)));
        ValueId masked = c.Add(new MaskPadding(), "padding columns stay out of the state", norm);
        ValueId projection = c.Add(new Linear(), $"{Module}.{DeltaNetWeights.ProjectionNames(c.Spec)}", masked, c.Weight(DeltaNetWeights.Projection(c.Spec, l)));

        ValueId mixed = Convolve(c, l, c.Builder.Add(new Slice(0, channels), projection), channels);
        float scale = (float)(1.0 / Math.Sqrt(l.KeyDim));
        ValueId q = c.Add(new L2Norm(scale), Module, c.Heads(mixed, 0, l.KeyHeads, l.KeyDim));
        ValueId k = c.Add(new L2Norm(1f), Module, c.Heads(mixed, keys, l.KeyHeads, l.KeyDim));
        ValueId v = c.Heads(mixed, 2 * keys, l.ValueHeads, l.ValueDim);

        ValueId beta = c.Add(new Sigmoid(), Module, c.Builder.Add(new Slice(channels + values, l.ValueHeads), projection));
        ValueId a = c.Builder.Add(new Slice(channels + values + l.ValueHeads, l.ValueHeads), projection);
        ValueId decay = c.Add(new DecayGate(), $"{Module}.A_log, dt_bias", a, c.Weight(DeltaNetWeights.Head(c.Spec, "a_log", "A_log", l.ValueHeads)), c.Weight(DeltaNetWeights.Head(c.Spec, "dt_bias", "dt_bias", l.ValueHeads)));
        ValueId o = c.Add(new DeltaRule(new StateSpec.Recurrent(l.ValueHeads, l.ValueDim, l.KeyDim)), Module, q, k, v, decay, beta);

        ValueId z = c.Heads(projection, channels, l.ValueHeads, l.ValueDim);
        ValueId weight = c.Weight(DeltaNetWeights.Norm(c.Spec, l.ValueDim));
        ValueId gated = c.Add(new GatedRmsNorm(c.Spec.Norm with { ZeroCentred = false }), $"{Module}.norm", o, z, weight);
        ValueId merged = c.Add(new MergeHeads(), Module, gated);
        ValueId output = c.Add(new Linear(), $"{Module}.out_proj", merged, c.Weight(DeltaNetWeights.Output(c.Spec, values)));
        return c.Add(new Add(), "residual", x, output);
    }

    private static ValueId Convolve(LayerContext c, LinearAttentionSpec l, ValueId channelsInput, int channels)
    {
        StateSpec.Convolution state = new(channels, l.ConvolutionKernel - 1);
        ValueId filter = c.Weight(DeltaNetWeights.Filter(c.Spec, channels, l.ConvolutionKernel));
        return c.Add(new CausalConvolution(state, c.Spec.Activation), $"{Module}.conv1d (linear_conv_kernel_dim)", channelsInput, filter);
    }
}
