using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Functions of one tensor, element by element.</summary>
    public partial class Tensor
    {
        public Tensor exp() => Wrap(Ops.Exp(Native));

        public Tensor exp_() => Change(Ops.Exp);

        public Tensor exp2() => Wrap(Ops.Exp2(Native));

        public Tensor expm1() => Wrap(Ops.Expm1(Native));

        public Tensor expm1_() => Change(Ops.Expm1);

        public Tensor log() => Wrap(Ops.Log(Native));

        public Tensor log_() => Change(Ops.Log);

        public Tensor log2() => Wrap(Ops.Log2(Native));

        public Tensor log2_() => Change(Ops.Log2);

        public Tensor log10() => Wrap(Ops.Log10(Native));

        public Tensor log10_() => Change(Ops.Log10);

        public Tensor log1p() => Wrap(Ops.Log1p(Native));

        public Tensor log1p_() => Change(Ops.Log1p);

        public Tensor sqrt() => Wrap(Ops.Sqrt(Native));

        public Tensor sqrt_() => Change(Ops.Sqrt);

        public Tensor rsqrt() => Wrap(Ops.Rsqrt(Native));

        public Tensor rsqrt_() => Change(Ops.Rsqrt);

        public Tensor reciprocal() => Wrap(Ops.Reciprocal(Native));

        public Tensor reciprocal_() => Change(Ops.Reciprocal);

        public Tensor sin() => Wrap(Ops.Sin(Native));

        public Tensor sin_() => Change(Ops.Sin);

        public Tensor cos() => Wrap(Ops.Cos(Native));

        public Tensor cos_() => Change(Ops.Cos);

        public Tensor tanh() => Wrap(Ops.Tanh(Native));

        public Tensor tanh_() => Change(Ops.Tanh);

        public Tensor sigmoid() => Wrap(Ops.Sigmoid(Native));

        public Tensor sigmoid_() => Change(Ops.Sigmoid);

        public Tensor log_sigmoid() => Wrap(Ops.LogSigmoid(Native));

        public Tensor silu() => Wrap(Ops.Silu(Native));

        public Tensor silu_() => Change(Ops.Silu);

        public Tensor gelu() => Wrap(Ops.Gelu(Native));

        public Tensor gelu_() => Change(Ops.Gelu);

        public Tensor erf() => Wrap(Ops.Erf(Native));

        public Tensor erf_() => Change(Ops.Erf);

        public Tensor relu() => Wrap(Ops.Relu(Native));

        public Tensor relu_() => Change(Ops.Relu);

        public Tensor neg() => Wrap(Ops.Neg(Native));

        public Tensor neg_() => Change(Ops.Neg);

        public Tensor negative() => Wrap(Ops.Neg(Native));

        public Tensor abs() => Wrap(Ops.Abs(Native));

        public Tensor abs_() => Change(Ops.Abs);

        public Tensor square() => Wrap(Ops.Square(Native));

        public Tensor floor() => Wrap(Ops.Floor(Native));

        public Tensor floor_() => Change(Ops.Floor);

        public Tensor ceil() => Wrap(Ops.Ceil(Native));

        public Tensor ceil_() => Change(Ops.Ceil);

        public Tensor trunc() => Wrap(Ops.Trunc(Native));

        public Tensor trunc_() => Change(Ops.Trunc);

        public Tensor sign() => Wrap(Ops.Sign(Native));

        public Tensor sign_() => Change(Ops.Sign);

        public Tensor bitwise_not() => Wrap(Ops.BitwiseNot(Native));

        public Tensor bitwise_not_() => Change(Ops.BitwiseNot);

        public Tensor isnan() => Wrap(Ops.Test(Native, double.IsNaN));

        public Tensor isinf() => Wrap(Ops.Test(Native, double.IsInfinity));

        public Tensor isfinite() => Wrap(Ops.Test(Native, double.IsFinite));

        public Tensor logical_not() => Wrap(Ops.Test(Native, static v => v == 0));

        public Tensor isposinf() => Wrap(Ops.Test(Native, double.IsPositiveInfinity));

        public Tensor isneginf() => Wrap(Ops.Test(Native, double.IsNegativeInfinity));

        public Tensor round(long decimals = 0) => Wrap(Ops.Round(Native, decimals));

        public Tensor softplus(double beta = 1, double threshold = 20) => Wrap(Ops.Softplus(Native, beta, threshold));

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Wrap(Ops.Clamp(Native, min?.AsDouble, max?.AsDouble));

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Change(t => Ops.Clamp(t, min?.AsDouble, max?.AsDouble));

        public Tensor clip(Scalar? min = null, Scalar? max = null) => Wrap(Ops.Clamp(Native, min?.AsDouble, max?.AsDouble));

        public Tensor clamp_min(Scalar min) => Wrap(Ops.Clamp(Native, min.AsDouble, null));

        public Tensor clamp_max(Scalar max) => Wrap(Ops.Clamp(Native, null, max.AsDouble));

        public Tensor clamp_min_(Scalar min) => Change(t => Ops.Clamp(t, min.AsDouble, null));

        public Tensor clamp_max_(Scalar max) => Change(t => Ops.Clamp(t, null, max.AsDouble));
    }
}
