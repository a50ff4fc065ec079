using System;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(new Scalar(0L), stop, new Scalar(1L), dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, new Scalar(1L), dtype, device, requires_grad);

    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        bool whole = ElementTypes.IsInteger(start.Type) && ElementTypes.IsInteger(stop.Type) && ElementTypes.IsInteger(step.Type);
        ScalarType type = dtype ?? (whole ? ScalarType.Int64 : get_default_dtype());
        double span = (stop.AsDouble - start.AsDouble) / step.AsDouble;
        if (span < 0 || step.AsDouble == 0)
        {
            throw NativeError.Of("upper bound and larger bound inconsistent with step sign");
        }

        double[] values = new double[(int)Math.Ceiling(span)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = start.AsDouble + (i * step.AsDouble);
        }

        return Made(values, [values.Length], type, device, requires_grad);
    }

    public static Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        double[] values = new double[steps];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = steps == 1 ? start : start + (i * (end - start) / (steps - 1));
        }

        return Made(values, [steps], dtype ?? get_default_dtype(), device, requires_grad);
    }

    public static Tensor eye(
        long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        long width = columns < 0 ? rows : columns;
        double[] values = new double[rows * width];
        for (long i = 0; i < Math.Min(rows, width); i++)
        {
            values[(i * width) + i] = 1;
        }

        return Made(values, [rows, width], dtype ?? get_default_dtype(), device, requires_grad);
    }

    public static Tensor randint(
        long low,
        long high,
        long[] size,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        Generator? generator = null,
        string[]? names = null)
    {
        double[] draws = RandomSource.Uniform(checked((int)Shape.Numel(size)), generator?.Source);
        double[] values = Array.ConvertAll(draws, u => low + Math.Floor(u * (high - low)));
        return Made(values, size, dtype ?? ScalarType.Int64, device, requires_grad);
    }

    public static Tensor randint(
        long high,
        long[] size,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false,
        Generator? generator = null,
        string[]? names = null) => randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        double[] keys = RandomSource.Uniform((int)n, generator?.Source);
        double[] order = new double[n];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(keys, order);
        return Made(order, [n], dtype ?? ScalarType.Int64, device, requires_grad);
    }

    private static Tensor Made(double[] values, ReadOnlySpan<long> sizes, ScalarType type, Device? device, bool requiresGrad) =>
        Factory.Finish(Factory.OnMeta(device) ? NativeTensor.EmptyMeta(type, sizes) : NativeTensor.From(values, sizes, type), requiresGrad);
}
