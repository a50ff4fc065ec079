using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Managed;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>What the many overloads that make tensors come down to.</summary>
internal static class Factory
{
    public static Tensor Filled(
        ReadOnlySpan<long> sizes, Scalar value, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null)
    {
        ScalarType type = dtype ?? get_default_dtype();
        return Finish(
            OnMeta(device) ? NativeTensor.EmptyMeta(type, sizes) : Constant(sizes, value, type), requiresGrad, names);
    }

    public static Tensor Random(
        ReadOnlySpan<long> sizes,
        Func<int, RandomSource?, double[]> draw,
        ScalarType? dtype,
        Device? device,
        Generator? generator,
        bool requiresGrad,
        string[]? names = null)
    {
        ScalarType type = dtype ?? get_default_dtype();
        if (!ElementTypes.IsFloat(type))
        {
            throw NativeError.Of($"\"check_uniform_bounds\" not implemented for '{ElementTypes.NativeName(type)}'");
        }

        if (OnMeta(device))
        {
            return Finish(NativeTensor.EmptyMeta(type, sizes), requiresGrad, names);
        }

        Shape.RefuseNegative(sizes);
        double[] values = draw(checked((int)Shape.Numel(sizes)), generator?.Source);
        return Finish(NativeTensor.From(values, sizes, type), requiresGrad, names);
    }

    public static Tensor From<T>(
        ReadOnlySpan<T> data, ReadOnlySpan<long> sizes, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null)
        where T : struct
    {
        if (Shape.Numel(sizes) != data.Length)
        {
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {Shape.Text(sizes)} does not hold {Shape.Number(data.Length)} elements");
        }

        NativeTensor own = NativeTensor.Empty(ElementTypes.Of(typeof(T)), sizes);
        data.CopyTo(own.Storage.Span<T>());
        NativeTensor typed = Ops.Convert(own, dtype ?? own.Type);
        return Finish(OnMeta(device) ? NativeTensor.EmptyMeta(typed.Type, sizes) : typed, requiresGrad, names);
    }

    /// <summary>From an array of any rank.</summary>
    public static Tensor FromGrid<T>(Array grid, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null)
        where T : struct
    {
        long[] sizes = new long[grid.Rank];
        for (int d = 0; d < sizes.Length; d++)
        {
            sizes[d] = grid.GetLongLength(d);
        }

        ref T first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(grid));
        return From<T>(MemoryMarshal.CreateSpan(ref first, grid.Length), sizes, dtype, device, requiresGrad, names);
    }

    /// <summary>The type <c>torch.full</c> takes where none is named: int64 for whole numbers, else the default type.</summary>
    public static ScalarType TypeOf(Scalar value) => ElementTypes.IsInteger(value.Type) ? ScalarType.Int64 : get_default_dtype();

    public static Tensor Finish(NativeTensor native, bool requiresGrad, string[]? names = null)
    {
        if (names is { Length: > 0 })
        {
            throw new NotSupportedException("Named dimensions are not part of this library.");
        }

        if (requiresGrad)
        {
            native.Track(true);
        }

        return Tensor.Wrap(native);
    }

    public static bool OnMeta(Device? device) => InitializeDevice(device).type == DeviceType.META;

    private static NativeTensor Constant(ReadOnlySpan<long> sizes, Scalar value, ScalarType type)
    {
        NativeTensor result = NativeTensor.Empty(type, sizes);
        if (value.AsDouble != 0)
        {
            result.WriteFrom(Geometry.Expand(NativeTensor.Number(value), sizes));
        }

        return result;
    }
}
