using System;
using System.IO;
using TorchSharp.Managed;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The elements as C# data.</summary>
    public partial class Tensor
    {
        public Span<byte> bytes
        {
            get
            {
                NativeCalls.Add();
                Validate();
                return Memory();
            }

            set
            {
                NativeCalls.Add();
                Validate();
                Span<byte> memory = Memory();
                if (memory.Length != value.Length)
                {
                    throw new ArgumentException("Mismatched data sizes in Tensor.set_bytes().");
                }

                value.CopyTo(memory);
            }
        }

        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            NativeCalls.Add();
            ValidateType(typeof(T));
            return new TensorAccessor<T>(this);
        }

        public T item<T>()
            where T : unmanaged
        {
            return NumberOfElements == 1
                ? data<T>().First
                : throw new ArgumentException("Number of elements in the tensor must be 1");
        }

        public Scalar ToScalar()
        {
            NativeCalls.Add();
            if (Native.Numel != 1)
            {
                throw NativeError.Of($"a Tensor with {Shape.Number(Native.Numel)} elements cannot be converted to Scalar");
            }

            return Native.Type == ScalarType.Bool ? new Scalar(Native.ToLongs()[0] != 0)
                : Native.IsFloat ? new Scalar(Native.ToDoubles()[0])
                : new Scalar(Native.ToLongs()[0]);
        }

        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            NativeCalls.Add();
            Validate();
            stream.Write(Memory());
        }

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            NativeCalls.Add();
            Validate();
            stream.ReadExactly(Memory());
        }

        private Span<byte> Memory()
        {
            int size = ElementTypes.Size(Native.Type);
            return Native.Storage.Bytes().Slice((int)Native.Offset * size, checked((int)Native.Numel * size));
        }

        private void Validate()
        {
            if (!is_contiguous())
            {
                throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
            }

            if (Native.Numel * ElementSize > int.MaxValue)
            {
                throw new ArgumentException("Span only supports up to int.MaxValue elements.");
            }

            if (Native.IsMeta)
            {
                throw new InvalidOperationException(
                    "Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            }
        }

        private void ValidateType(Type wanted)
        {
            if (Native.Type == ScalarType.BFloat16)
            {
                throw new ArgumentException($"No support for {dtype} in TorchSharp");
            }

            if (ElementTypes.Of(wanted) != Native.Type)
            {
                throw new ArgumentException($"{wanted.Name} is not compatible with {dtype}");
            }
        }
    }
}
