using System;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Layers without weights of their own.</summary>
        public static partial class functional
        {
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                Tensor.Wrap(Ops.Linear(input.Native, weights.Native, bias?.Native));

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_().alias() : x.silu();

            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_().alias() : x.sigmoid();

            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_().alias() : x.tanh();

            public static Tensor gelu(Tensor x) => x.gelu();

            public static Tensor gelu(Tensor x, bool inplace) => inplace ? x.gelu_().alias() : x.gelu();

            public static Tensor logsigmoid(Tensor x) => x.log_sigmoid();

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => x.softplus(beta, threshold);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            /// <summary>Not the input itself but a fresh object on it where nothing is dropped.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                training && p > 0 ? Tensor.Wrap(Ops.Dropout(input.Native, p)) : input.alias();

            public static Tensor one_hot(Tensor x, long num_classes = -1) => x.dtype == ScalarType.Int64
                ? Tensor.Wrap(Ops.OneHot(x.Native, num_classes))
                : throw new ArgumentException("OneHot input tensor must have elements of type Int64");

            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1E-12) => Tensor.Wrap(
                Ops.Div(input.Native, Ops.Clamp(Ops.Norm(input.Native, [dim], keepDim: true, p), eps, null)));

            public static Tensor layer_norm(
                Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                Tensor.Wrap(Ops.LayerNorm(input.Native, normalized_shape, weight?.Native, bias?.Native, eps));

            public static Tensor conv1d(
                Tensor input,
                Tensor weight,
                Tensor? bias = null,
                long? stride = null,
                long? padding = null,
                long? dilation = null,
                long groups = 1) => Tensor.Wrap(Ops.Conv1d(
                    input.Native, weight.Native, bias?.Native, new ConvolutionPlan(stride ?? 1, padding ?? 0, dilation ?? 1, groups)));

            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
            {
                if (p < 0)
                {
                    throw new ArgumentException("Dropout probability must be greater than or equal to zero.");
                }

                if (is_casual && attn_mask is not null)
                {
                    throw new ArgumentException("Casual attention masking cannot pass a mask.");
                }

                return Tensor.Wrap(Ops.Attention(query.Native, key.Native, value.Native, attn_mask?.Native, p, is_casual));
            }

            public static Tensor cross_entropy(
                Tensor input,
                Tensor target,
                Tensor? weight = null,
                long ignore_index = -100,
                Reduction reduction = Reduction.Mean,
                double label_smoothing = 0) => Tensor.Wrap(
                    Ops.CrossEntropy(input.Native, target.Native, weight?.Native, ignore_index, reduction, label_smoothing));

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
            {
                NativeTensor squares = Ops.Square(Ops.Sub(input.Native, target.Native));
                return Tensor.Wrap(reduction switch
                {
                    Reduction.None => squares,
                    Reduction.Sum => Ops.Sum(squares, [], keepDim: false, null),
                    _ => Ops.Mean(squares, [], keepDim: false, null),
                });
            }

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Pad(input, pad, mode, value);

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Pad(input, pad, mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(
                Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Pad(input, [pad], mode, value);

            private static Tensor Pad(Tensor input, ReadOnlySpan<long> pads, PaddingModes mode, double value) => mode == PaddingModes.Constant
                ? Tensor.Wrap(Ops.Pad(input.Native, pads, value))
                : throw new NotSupportedException($"pad: mode {mode} is not part of this library.");
        }
    }
}
