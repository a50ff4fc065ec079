using System;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    public static NativeTensor Exp(NativeTensor x) => FromResult(x, "ExpBackward0", Math.Exp, static y => y);

    public static NativeTensor Exp2(NativeTensor x) => FromResult(x, "Exp2Backward0", static v => Math.Pow(2, v), static y => y * Math.Log(2));

    public static NativeTensor Expm1(NativeTensor x) =>
        FromInput(x, "Expm1Backward0", static v => Math.Abs(v) < 1e-5 ? v + (v * v / 2) : Math.Exp(v) - 1, Math.Exp);

    public static NativeTensor Log(NativeTensor x) => FromInput(x, "LogBackward0", Math.Log, static v => 1 / v);

    public static NativeTensor Log2(NativeTensor x) => FromInput(x, "Log2Backward0", Math.Log2, static v => 1 / (v * Math.Log(2)));

    public static NativeTensor Log10(NativeTensor x) => FromInput(x, "Log10Backward0", Math.Log10, static v => 1 / (v * Math.Log(10)));

    public static NativeTensor Log1p(NativeTensor x) => FromInput(x, "Log1PBackward0", LogOnePlus, static v => 1 / (1 + v));

    public static NativeTensor Sqrt(NativeTensor x) => FromResult(x, "SqrtBackward0", Math.Sqrt, static y => 0.5 / y);

    public static NativeTensor Rsqrt(NativeTensor x) => FromResult(x, "RsqrtBackward0", static v => 1 / Math.Sqrt(v), static y => -0.5 * y * y * y);

    public static NativeTensor Reciprocal(NativeTensor x) => FromResult(x, "ReciprocalBackward0", static v => 1 / v, static y => -y * y);

    public static NativeTensor Sin(NativeTensor x) => FromInput(x, "SinBackward0", Math.Sin, Math.Cos);

    public static NativeTensor Cos(NativeTensor x) => FromInput(x, "CosBackward0", Math.Cos, static v => -Math.Sin(v));

    public static NativeTensor Tanh(NativeTensor x) => FromResult(x, "TanhBackward0", Math.Tanh, static y => 1 - (y * y));

    public static NativeTensor Sigmoid(NativeTensor x) => FromResult(x, "SigmoidBackward0", Logistic, static y => y * (1 - y));

    public static NativeTensor LogSigmoid(NativeTensor x) =>
        FromInput(x, "LogSigmoidBackward0", static v => Math.Min(v, 0) - LogOnePlus(Math.Exp(-Math.Abs(v))), static v => Logistic(-v));

    public static NativeTensor Silu(NativeTensor x) =>
        FromInput(x, "SiluBackward0", static v => v * Logistic(v), static v => Logistic(v) * (1 + (v * (1 - Logistic(v)))));

    /// <summary>The exact form, x·Φ(x); the genuine package has the tanh approximation only from 0.107 on.</summary>
    public static NativeTensor Gelu(NativeTensor x) =>
        FromInput(x, "GeluBackward0", static v => v * Normal(v), static v => Normal(v) + (v * Math.Exp(-v * v / 2) / Math.Sqrt(2 * Math.PI)));

    public static NativeTensor Softplus(NativeTensor x, double beta, double threshold) => FromInput(
        x,
        "SoftplusBackward0",
        v => v * beta > threshold ? v : LogOnePlus(Math.Exp(v * beta)) / beta,
        v => v * beta > threshold ? 1 : Logistic(v * beta));

    public static NativeTensor Erf(NativeTensor x) =>
        FromInput(x, "ErfBackward0", ErrorFunction.Erf, static v => 2 / Math.Sqrt(Math.PI) * Math.Exp(-v * v));

    public static NativeTensor Relu(NativeTensor x) => Keeping(x, "ReluBackward0", static v => Math.Max(v, 0), static v => v > 0 ? 1 : 0);

    public static NativeTensor Neg(NativeTensor x) => x.Type == ScalarType.Bool
        ? throw NativeError.Of("Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.")
        : Keeping(x, "NegBackward0", static v => -v, static _ => -1);

    public static NativeTensor Abs(NativeTensor x) => Keeping(x, "AbsBackward0", Math.Abs, static v => v > 0 ? 1 : v < 0 ? -1 : 0);

    public static NativeTensor Square(NativeTensor x) => Keeping(x, "PowBackward0", static v => v * v, static v => 2 * v);

    public static NativeTensor Floor(NativeTensor x) => Keeping(x, "FloorBackward0", Math.Floor, static _ => 0);

    public static NativeTensor Ceil(NativeTensor x) => Keeping(x, "CeilBackward0", Math.Ceiling, static _ => 0);

    public static NativeTensor Trunc(NativeTensor x) => Keeping(x, "TruncBackward0", Math.Truncate, static _ => 0);

    public static NativeTensor Sign(NativeTensor x) => Keeping(x, "SignBackward0", static v => v > 0 ? 1 : v < 0 ? -1 : 0, static _ => 0);

    public static NativeTensor Round(NativeTensor x, long decimals)
    {
        double scale = Math.Pow(10, decimals);
        return Keeping(x, "RoundBackward0", v => Math.Round(v * scale, MidpointRounding.ToEven) / scale, static _ => 0);
    }

    public static NativeTensor Clamp(NativeTensor x, double? min, double? max)
    {
        if (min is null && max is null)
        {
            throw NativeError.Of("torch.clamp: At least one of 'min' or 'max' must not be None");
        }

        double low = min ?? double.NegativeInfinity;
        double high = max ?? double.PositiveInfinity;
        return Keeping(x, "ClampBackward1", v => Math.Min(Math.Max(v, low), high), v => v >= low && v <= high ? 1 : 0);
    }

    public static NativeTensor Test(NativeTensor x, Func<double, bool> test) => Map(x, ScalarType.Bool, v => test(v) ? 1 : 0);

    public static NativeTensor BitwiseNot(NativeTensor x)
    {
        return x.Type == ScalarType.Bool ? Test(x, static v => v == 0)
            : x.IsFloat ? throw NativeError.Of($"\"bitwise_not_cpu\" not implemented for '{ElementTypes.NativeName(x.Type)}'")
            : MapLongs(x, x, x.Type, static (v, _) => ~v);
    }

    public static double Logistic(double v) => v >= 0 ? 1 / (1 + Math.Exp(-v)) : Math.Exp(v) / (1 + Math.Exp(v));

    private static double Normal(double v) => 0.5 * (1 + ErrorFunction.Erf(v / Math.Sqrt(2)));

    private static double LogOnePlus(double v) => Math.Abs(v) < 1e-5 ? v - (v * v / 2) : Math.Log(1 + v);

    /// <summary>Integers become the default float type, as libtorch's unary float operations do.</summary>
    private static ScalarType FloatType(NativeTensor x) => x.IsFloat ? x.Type : get_default_dtype();

    private static NativeTensor FromInput(NativeTensor x, string name, Func<double, double> op, Func<double, double> slope) =>
        Tape.Record(Map(x, FloatType(x), op), name, [x], [x], (g, s) => [Mul(g, Map(s[0], g.Type, slope))]);

    /// <summary>For functions whose slope is a function of the result: only that is saved.</summary>
    private static NativeTensor FromResult(NativeTensor x, string name, Func<double, double> op, Func<double, double> slope)
    {
        NativeTensor result = Map(x, FloatType(x), op);
        return Tape.Record(result, name, [x], [result], (g, s) => [Mul(g, Map(s[0], g.Type, slope))]);
    }

    private static NativeTensor Keeping(NativeTensor x, string name, Func<double, double> op, Func<double, double> slope) =>
        Tape.Record(Map(x, x.Type, op), name, [x], [x], (g, s) => [Mul(g, Map(s[0], g.Type, slope))]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static NativeTensor Map(NativeTensor x, ScalarType type, Func<double, double> op)
    {
        if (x.IsMeta)
        {
            return NativeTensor.EmptyMeta(type, x.Sizes);
        }

        double[] values = x.ToDoubles();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = op(values[i]);
        }

        return NativeTensor.From(values, x.Sizes, type);
    }
}
