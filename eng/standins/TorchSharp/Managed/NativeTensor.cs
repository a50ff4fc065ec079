using System;
using System.Linq;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

/// <summary>A tensor as libtorch would hold it: a strided window on a <see cref="Managed.Storage"/>, with its place in the gradient graph.</summary>
internal sealed partial class NativeTensor
{
    public NativeTensor(Storage storage, long[] sizes, long[] strides, long offset)
    {
        Storage = storage;
        Sizes = sizes;
        Strides = strides;
        Offset = offset;
        IsInference = GradMode.IsInference;
    }

    public Storage Storage { get; }

    public long[] Sizes { get; set; }

    public long[] Strides { get; set; }

    public long Offset { get; set; }

    /// <summary>A C# number on its way into an operation: it takes part in type promotion by its kind only.</summary>
    public bool IsNumber { get; init; }

    public bool IsInference { get; init; }

    public ScalarType Type => Storage.Type;

    public bool IsMeta => Storage.IsMeta;

    public int Rank => Sizes.Length;

    public bool IsFloat => ElementTypes.IsFloat(Type);

    public long Numel => Shape.Numel(Sizes);

    public bool IsContiguous
    {
        get
        {
            long expected = 1;
            for (int d = Rank - 1; d >= 0; d--)
            {
                if (Sizes[d] == 0)
                {
                    return true;
                }

                if (Sizes[d] != 1 && Strides[d] != expected)
                {
                    return false;
                }

                expected *= Sizes[d];
            }

            return true;
        }
    }

    public static NativeTensor Empty(ScalarType type, ReadOnlySpan<long> sizes)
    {
        Shape.RefuseNegative(sizes);
        return new NativeTensor(Storage.Create(type, Shape.Numel(sizes)), sizes.ToArray(), Shape.Contiguous(sizes), 0);
    }

    public static NativeTensor EmptyMeta(ScalarType type, ReadOnlySpan<long> sizes) =>
        new(Storage.CreateMeta(type, Shape.Numel(sizes)), sizes.ToArray(), Shape.Contiguous(sizes), 0);

    /// <summary>An empty tensor on the device of this one.</summary>
    public NativeTensor EmptyLike(ScalarType type, ReadOnlySpan<long> sizes) =>
        IsMeta ? EmptyMeta(type, sizes) : Empty(type, sizes);

    /// <summary>The same window on the same memory, outside every graph.</summary>
    public NativeTensor Window() => Window(Sizes, Strides, Offset);

    public NativeTensor Window(long[] sizes, long[] strides, long offset) =>
        new(Storage, sizes, strides, offset) { IsInference = IsInference };

    public long Size(long dim) => Sizes[Shape.Dim(dim, Rank)];

    public override string ToString() => $"{ElementTypes.NativeName(Type)}[{string.Join(", ", Sizes.Select(static s => s.ToString(System.Globalization.CultureInfo.InvariantCulture)))}]";
}
