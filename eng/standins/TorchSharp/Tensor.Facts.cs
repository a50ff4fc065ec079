using System;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>What a tensor is: shape, type, place.</summary>
    public partial class Tensor
    {
        public long Dimensions => Native.Rank;

        public long ndim => Native.Rank;

        public long NumberOfElements => Native.Numel;

        public long ElementSize => ElementTypes.Size(Native.Type);

        public long[] shape => [.. Native.Sizes];

        public ScalarType dtype => Native.Type;

        public Device device => Native.IsMeta ? META : CPU;

        public DeviceType device_type => device.type;

        public int device_index => device.index;

        public bool is_cuda => false;

        public bool is_meta => Native.IsMeta;

        public bool is_sparse => false;

        public Tensor T => Native.Rank == 2 ? transpose(0, 1) : permute(Reversed(Native.Rank));

        public Tensor mT => transpose(-2, -1);

        public long dim() => Native.Rank;

        public long numel() => Native.Numel;

        public long element_size() => ElementTypes.Size(Native.Type);

        public bool is_integral() => ElementTypes.IsInteger(Native.Type);

        public bool is_floating_point() => Native.IsFloat;

        public bool is_complex() => false;

        public bool is_cpu() => !Native.IsMeta;

        public long storage_offset() => Native.Offset;

        public bool is_contiguous() => Native.IsContiguous;

        public long[] size() => shape;

        public long size(int dim) => Native.Size(dim);

        public long[] stride() => [.. Native.Strides];

        public long stride(int dim) => Native.Strides[Shape.Dim(dim, Native.Rank)];

        public bool is_nonzero() => numel() == 1
            ? this.ToDouble() != 0
            : throw new InvalidOperationException("is_nonzero() called on non-singleton tensor");

        public override string ToString() => IsInvalid ? "Tensor invalid -- empty handle." : $"[{string.Join("x", Native.Sizes)}], type = {dtype}, device = {device}";

        public Tensor t() => Native.Rank < 2 ? alias() : Native.Rank == 2 ? transpose(0, 1) : throw NativeError.Of(
            $"t() expects a tensor with <= 2 dimensions, but self is {Shape.Number(Native.Rank)}D");

        private static long[] Reversed(int rank)
        {
            long[] order = new long[rank];
            for (int d = 0; d < rank; d++)
            {
                order[d] = rank - 1 - d;
            }

            return order;
        }
    }
}
