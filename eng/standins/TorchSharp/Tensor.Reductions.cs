using System;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Sums, extremes, products of matrices.</summary>
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Wrap(Ops.Sum(Native, [], keepDim: false, type));

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Wrap(Ops.Sum(Native, dim, keepdim, type));

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Wrap(Ops.Sum(Native, dim, keepdim, type));

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Wrap(Ops.Sum(Native, [dim], keepdim, type));

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => Wrap(Ops.Sum(Native, [dim0, dim1], keepdim, type));

        public Tensor mean() => Wrap(Ops.Mean(Native, [], keepDim: false, null));

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Wrap(Ops.Mean(Native, dimensions, keepdim, type));

        public Tensor prod(ScalarType? type = null) => Wrap(Ops.Prod(Native, [], keepDim: false, type));

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Wrap(Ops.Prod(Native, [dim], keepdim, type));

        public Tensor max() => Wrap(Ops.Extreme(Native, [], keepDim: false, larger: true));

        public Tensor min() => Wrap(Ops.Extreme(Native, [], keepDim: false, larger: false));

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Wrap(Ops.ExtremeAlong(Native, dim, keepdim, larger: true));

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Wrap(Ops.ExtremeAlong(Native, dim, keepdim, larger: false));

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            Wrap(Into(@out, Ops.Extreme(Native, dims, keepdim, larger: true)));

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            Wrap(Into(@out, Ops.Extreme(Native, dims, keepdim, larger: false)));

        public Tensor amax(params long[] dims) => Wrap(Ops.Extreme(Native, dims, keepDim: false, larger: true));

        public Tensor amin(params long[] dims) => Wrap(Ops.Extreme(Native, dims, keepDim: false, larger: false));

        public Tensor argmax() => Wrap(Ops.ArgExtreme(Native, null, keepDim: false, larger: true));

        public Tensor argmax(long dim, bool keepdim = false) => Wrap(Ops.ArgExtreme(Native, dim, keepdim, larger: true));

        public Tensor argmin() => Wrap(Ops.ArgExtreme(Native, null, keepDim: false, larger: false));

        public Tensor argmin(long dim, bool keepdim = false) => Wrap(Ops.ArgExtreme(Native, dim, keepdim, larger: false));

        public Tensor any() => Wrap(Ops.Any(Native, [], keepDim: false));

        public Tensor any(long dim, bool keepdim = false) => Wrap(Ops.Any(Native, [dim], keepdim));

        public Tensor all() => Wrap(Ops.All(Native, [], keepDim: false));

        public Tensor all(long dim, bool keepdim = false) => Wrap(Ops.All(Native, [dim], keepdim));

        public Tensor var(bool unbiased = true) => Wrap(Ops.Variance(Native, [], unbiased, keepDim: false, null));

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Wrap(Ops.Variance(Native, dimensions, unbiased, keepdim, type));

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Wrap(Ops.Variance(Native, [dim], unbiased, keepdim, type));

        public Tensor std(bool unbiased = true) => Wrap(Ops.Sqrt(Ops.Variance(Native, [], unbiased, keepDim: false, null)));

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Wrap(Ops.Sqrt(Ops.Variance(Native, dimensions, unbiased, keepdim, type)));

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Wrap(Ops.Sqrt(Ops.Variance(Native, [dim], unbiased, keepdim, type)));

        public Tensor norm(float p = 2) => Wrap(Ops.Norm(Native, [], keepDim: false, p));

        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Wrap(Ops.Norm(Native, [dim], keepdim, p));

        public Tensor logsumexp(long dim, bool keepdim = false) => Wrap(Ops.LogSumExp(Native, dim, keepdim));

        public Tensor softmax(long dim, ScalarType? dtype = null) => Wrap(Ops.Softmax(Native, dim, dtype));

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Wrap(Ops.LogSoftmax(Native, dim, dtype));

        public Tensor cumsum(long dim, ScalarType? type = null) => Wrap(Ops.Cumsum(Native, dim, type));

        public Tensor cumprod(long dim, ScalarType? type = null) => Wrap(Ops.Cumprod(Native, dim, type));

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            AllClose(target, rtol, atol, equal_nan);

        public Tensor matmul(Tensor target) => Wrap(Ops.Matmul(Native, target.Native));

        public Tensor mm(Tensor target) => Wrap(Ops.Mm(Native, target.Native));

        public Tensor bmm(Tensor batch2) => Wrap(Ops.Bmm(Native, batch2.Native));

        public Tensor mv(Tensor target) => Wrap(Ops.Matmul(Native, target.Native));

        public Tensor dot(Tensor target) => Wrap(Ops.Dot(Native, target.Native));

        public Tensor outer(Tensor vec2) => Wrap(Ops.Outer(Native, vec2.Native));

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Wrap(Ops.AddProduct(Native, Ops.Bmm(batch1.Native, batch2.Native), beta, alpha));

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Wrap(Ops.AddProduct(Native, Ops.Mm(mat1.Native, mat2.Native), beta, alpha));
    }
}
