using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Elements by position: selected, put, repeated, sorted.</summary>
    public partial class Tensor
    {
        public Tensor index_select(long dim, Tensor index) => Wrap(Ops.IndexSelect(Native, dim, index.Native));

        public Tensor gather(long dim, Tensor index) => Wrap(Ops.Gather(Native, dim, index.Native));

        public Tensor scatter(long dim, Tensor index, Tensor src) => Wrap(Ops.Scatter(Native, dim, index.Native, src.Native, accumulate: false));

        public Tensor scatter_(long dim, Tensor index, Tensor src) =>
            Changed(() => Ops.ScatterInPlace(Native, dim, index.Native, src.Native, accumulate: false));

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Wrap(Ops.Scatter(Native, dim, index.Native, src.Native, accumulate: true));

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) =>
            Changed(() => Ops.ScatterInPlace(Native, dim, index.Native, src.Native, accumulate: true));

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Wrap(Ops.IndexAdd(Native, dim, Indices(index), source.Native, alpha));

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Changed(() => Ops.IndexAddInPlace(Native, dim, Indices(index), source.Native, alpha));

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Wrap(Ops.IndexCopy(Native, dim, Indices(index), source.Native));

        public Tensor index_copy_(long dim, Tensor index, Tensor source) =>
            Changed(() => Ops.IndexCopyInPlace(Native, dim, Indices(index), source.Native));

        public Tensor index_fill(long dim, Tensor index, Scalar value) => Wrap(Ops.IndexFill(Native, dim, Indices(index), value));

        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Change(t => Ops.IndexFill(t, dim, Indices(index), value));

        public Tensor masked_fill(Tensor mask, Scalar value) => Wrap(Ops.MaskedFill(Native, mask.Native, value));

        public Tensor masked_fill_(Tensor mask, Scalar value) => Change(t => Ops.MaskedFill(t, mask.Native, value));

        public Tensor masked_select(Tensor mask) => Wrap(Ops.MaskedSelect(Native, mask.Native));

        public Tensor masked_scatter(Tensor mask, Tensor value) => Wrap(MaskedScatter(Native, mask.Native, value.Native));

        public Tensor masked_scatter_(Tensor mask, Tensor value) => Change(t => MaskedScatter(t, mask.Native, value.Native));

        public Tensor nonzero() => Wrap(Ops.NonZero(Native));

        public Tensor repeat(params long[] sizes) => Wrap(Ops.Repeat(Native, sizes));

        public Tensor tile(long[] reps) => Wrap(Ops.Repeat(Native, reps.Length < Native.Rank ? Tiled(reps) : reps));

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Wrap(Ops.RepeatInterleave(Native, repeats.Native, dim, output_size));

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Wrap(Ops.RepeatInterleave(Native, NativeTensor.From([repeats], [1], ScalarType.Int64), dim, output_size));

        public Tensor flip(params long[] dims) => Wrap(Ops.Flip(Native, dims));

        public Tensor roll(long shifts, long? dims = null) => Wrap(Ops.Roll(Native, shifts, dims));

        public Tensor where(Tensor condition, Tensor y) => Wrap(Ops.Where(Condition(condition), Native, y.Native));

        public Tensor tril(long diagonal = 0) => Wrap(Ops.Triangle(Native, diagonal, upper: false));

        public Tensor triu(long diagonal = 0) => Wrap(Ops.Triangle(Native, diagonal, upper: true));

        public Tensor tril_(long diagonal = 0) => Change(t => Ops.Triangle(t, diagonal, upper: false));

        public Tensor triu_(long diagonal = 0) => Change(t => Ops.Triangle(t, diagonal, upper: true));

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Wrap(Ops.TopK(Native, k, dim, largest));

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Wrap(Ops.Sort(Native, dim, descending));

        public Tensor argsort(long dim = -1, bool descending = false) => Wrap(Ops.Sort(Native, dim, descending).Indices);

        public Tensor bincount(Tensor? weights, long minlength = 0) => Wrap(Ops.Bincount(Native, weights?.Native, minlength));

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Wrap(Ops.Multinomial(Native, num_samples, replacement, generator?.Source));
    }
}
