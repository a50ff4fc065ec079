using System;
using System.Collections;
using System.Collections.Generic;
using TorchSharp.Managed;

namespace TorchSharp.Utils;

/// <summary>Typed access to the elements of a CPU tensor, in logical order.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor _tensor;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
        {
            throw new InvalidOperationException(
                "Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        }

        _tensor = tensor;
    }

    public long Count => _tensor.numel();

    public bool IsReadOnly => false;

    internal T First => All[(int)_tensor.Native.Offset];

    private Span<T> All => _tensor.Native.Storage.Span<T>();

    public T this[params long[] indices]
    {
        get => All[At(indices)];
        set => All[At(indices)] = value;
    }

    public T[] ToArray() => _tensor.Native.Raw<T>();

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ReadOnlySpan<T> own = ToArray().AsSpan((int)tensorIndex);
        own[..Math.Min(own.Length, array.Length - arrayIndex)].CopyTo(array[arrayIndex..]);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        int[] at = _tensor.Native.ElementOffsets();
        Span<T> all = All;
        for (int i = arrayIndex; i < array.Length && i - arrayIndex + tensorIndex < at.Length; i++)
        {
            all[at[i - arrayIndex + tensorIndex]] = array[i];
        }
    }

    public void Dispose()
    {
        // The memory belongs to the tensor.
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int At(long[] indices)
    {
        NativeTensor native = _tensor.Native;
        if (indices.Length == 1 && native.Rank != 1)
        {
            return native.ElementOffsets()[indices[0]];
        }

        long offset = native.Offset;
        for (int d = 0; d < indices.Length; d++)
        {
            offset += (indices[d] >= 0 && indices[d] < native.Sizes[d] ? indices[d] : throw new IndexOutOfRangeException()) * native.Strides[d];
        }

        return (int)offset;
    }
}
