using System;
using TorchSharp.Managed;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);

        public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
            new(inputSize, outputSize, hasBias, device, dtype);

        public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);

        public static Embedding Embedding(
            long num_embeddings,
            long embedding_dims,
            long? padding_idx = null,
            double? max_norm = null,
            double norm_type = 2,
            bool scale_grad_by_freq = false,
            bool sparse = false,
            Device? device = null,
            ScalarType? dtype = null)
        {
            RefuseEmbeddingOptions(padding_idx, max_norm, scale_grad_by_freq, sparse);
            return new(new Parameter(randn([num_embeddings, embedding_dims], dtype, device)));
        }

        public static Embedding Embedding_from_pretrained(
            Tensor embeddings,
            bool freeze = true,
            long? padding_idx = null,
            double? max_norm = null,
            double norm_type = 2,
            bool scale_grad_by_freq = false,
            bool sparse = false,
            Device? device = null,
            ScalarType? dtype = null)
        {
            RefuseEmbeddingOptions(padding_idx, max_norm, scale_grad_by_freq, sparse);
            (Device place, ScalarType type) = (device ?? get_default_device(), dtype ?? get_default_dtype());
            return new(new Parameter(embeddings.detach().to(type, place), requires_grad: !freeze));
        }

        public static Conv1d Conv1d(
            long in_channels,
            long out_channels,
            long kernel_size,
            long stride = 1,
            long padding = 0,
            long dilation = 1,
            PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null) => padding_mode == PaddingModes.Zeros
            ? new([out_channels, in_channels / groups, kernel_size], stride, padding, dilation, groups, bias, device, dtype)
            : throw new NotSupportedException($"Conv1d: padding mode {padding_mode} is not part of this library.");

        public static LayerNorm LayerNorm(
            long[] normalized_shape,
            double eps = 1E-05,
            bool elementwise_affine = true,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null) => new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

        public static LayerNorm LayerNorm(
            long normalized_shape,
            double eps = 1E-05,
            bool elementwise_affine = true,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null) => new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

        public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

        public static ModuleList<T> ModuleList<T>(params T[] modules)
            where T : Module => new(modules);

        public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules)
            where T : Module
        {
            ModuleDict<T> result = [];
            foreach ((string name, T module) in modules)
            {
                result.Add(name, module);
            }

            return result;
        }

        /// <summary>A parameter drawn evenly from between plus and minus a bound.</summary>
        internal static Parameter Initial(long[] sizes, double bound, Device? device, ScalarType? dtype)
        {
            using IDisposable mode = no_grad();
            return new Parameter(empty(sizes, dtype, device).uniform_(-bound, bound));
        }

        private static void RefuseEmbeddingOptions(long? paddingIndex, double? maxNorm, bool scaleByFrequency, bool sparse)
        {
            if (paddingIndex is not null || maxNorm is not null || scaleByFrequency || sparse)
            {
                throw new NotSupportedException("Embedding: padding_idx, max_norm, scale_grad_by_freq and sparse are not part of this library.");
            }
        }

        /// <summary>First values.</summary>
        public static partial class init
        {
            public static Tensor ones_(Tensor tensor) => Quietly(() => tensor.fill_(1));

            public static Tensor zeros_(Tensor tensor) => Quietly(() => tensor.fill_(0));

            public static Tensor constant_(Tensor tensor, Scalar val) => Quietly(() => tensor.fill_(val));

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Quietly(() => tensor.uniform_(low, high, generator));

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Quietly(() => tensor.normal_(mean, std, generator));

            private static Tensor Quietly(Func<Tensor> change)
            {
                using GradMode mode = GradMode.Set(false);
                return change();
            }
        }
    }
}
