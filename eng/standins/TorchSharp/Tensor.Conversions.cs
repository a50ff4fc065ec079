using System;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Other types, other devices, copies.</summary>
    public partial class Tensor
    {
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            To(type, device, copy, disposeAfter);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            To(type, device, copy, disposeAfter);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            To(dtype, device, copy, disposeAfter);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            To(dtype, new Device(device), copy, disposeAfter);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            To(dtype, new Device(deviceType, deviceIndex), copy, disposeAfter);

        public Tensor to(Tensor other, bool non_blocking = false) => To(other.dtype, other.device, copy: false, disposeAfter: false);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            To(type, device, copy, disposeAfter);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor type(ScalarType dtype) => to_type(dtype);

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @char() => to_type(ScalarType.Int8);

        public Tensor @short() => to_type(ScalarType.Int16);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor half() => to_type(ScalarType.Float16);

        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor cpu() => To(dtype, CPU, copy: false, disposeAfter: false);

        public Tensor cuda(Device? device = null, bool non_blocking = false)
        {
            InitializeDeviceType(DeviceType.CUDA);
            return To(dtype, device ?? CUDA, copy: false, disposeAfter: false);
        }

        public Tensor contiguous() => Wrap(Ops.Contiguous(Native));

        public Tensor clone() => Wrap(Ops.Clone(Native));

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Changed(() => Ops.Copy(Native, source.Native));

        public Tensor fill_(Scalar value) => Changed(() => Ops.Fill(Native, value));

        // The one change in place that gives a new object in the genuine package.
        public Tensor zero_()
        {
            Ops.Fill(Native, new Scalar(0L));
            return Wrap(Native);
        }

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            Draw(RandomSource.Normal, z => mean + (std * z), generator);

        public Tensor uniform_(double from, double to, Generator? generator = null) =>
            Draw(RandomSource.Uniform, u => from + ((to - from) * u), generator);

        /// <summary>True where <see cref="to(ScalarType, Device, bool, bool, bool)"/> would have to make new memory.</summary>
        internal bool ToWillCopy(ScalarType type, Device device) => type != dtype || device.type != device_type;

        private Tensor To(ScalarType type, Device device, bool copy, bool disposeAfter)
        {
            InitializeDeviceType(device.type);
            Tensor result = Wrap(Moved(type, device, copy));
            if (disposeAfter)
            {
                Dispose();
            }

            return result;
        }

        private NativeTensor Moved(ScalarType type, Device device, bool copy)
        {
            if (device.type == DeviceType.META)
            {
                return NativeTensor.EmptyMeta(type, Native.Sizes);
            }

            if (Native.IsMeta)
            {
                throw NativeError.Of("Cannot copy out of meta tensor; no data!");
            }

            NativeTensor converted = Ops.Convert(Native, type);
            return copy && ReferenceEquals(converted, Native) ? Ops.Clone(Native) : converted;
        }

        private Tensor Draw(Func<int, RandomSource?, double[]> draw, Func<double, double> shape, Generator? generator)
        {
            return Changed(() =>
            {
                if (!Native.IsMeta)
                {
                    double[] values = Array.ConvertAll(draw(checked((int)Native.Numel), generator?.Source), v => shape(v));
                    InPlace.Replace(Native, t => NativeTensor.From(values, t.Sizes, t.Type));
                }
            });
        }
    }
}
