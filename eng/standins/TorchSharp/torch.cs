using System;
using TorchSharp.Managed;

namespace TorchSharp;

/// <summary>The library's front door: types, devices, modes and scopes; operations are in the other files of this class.</summary>
public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device META = new(DeviceType.META);

    public static readonly ScalarType @bool = ScalarType.Bool;
    public static readonly ScalarType uint8 = ScalarType.Byte;
    public static readonly ScalarType int8 = ScalarType.Int8;
    public static readonly ScalarType int16 = ScalarType.Int16;
    public static readonly ScalarType int32 = ScalarType.Int32;
    public static readonly ScalarType int64 = ScalarType.Int64;
    public static readonly ScalarType bfloat16 = ScalarType.BFloat16;
    public static readonly ScalarType float16 = ScalarType.Float16;
    public static readonly ScalarType float32 = ScalarType.Float32;
    public static readonly ScalarType float64 = ScalarType.Float64;
    public static readonly ScalarType @short = ScalarType.Int16;
    public static readonly ScalarType @int = ScalarType.Int32;
    public static readonly ScalarType @long = ScalarType.Int64;
    public static readonly ScalarType half = ScalarType.Float16;
    public static readonly ScalarType @float = ScalarType.Float32;
    public static readonly ScalarType @double = ScalarType.Float64;

    private static ScalarType _defaultType = ScalarType.Float32;
    private static Device _defaultDevice = CPU;
    private static int _threads = 1;

    public static Device CUDA => InitializeDevice(new Device(DeviceType.CUDA));

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.ThreadSingleton.CurrentDisposeScope;

    /// <summary>The version of libtorch that the genuine package of this version brings.</summary>
    public static string __version__ => "2.10.0";

    public static Device device(string description) => InitializeDevice(new Device(description));

    public static Device device(string deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    public static Device device(int index) => new(DeviceType.CUDA, index);

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType is DeviceType.CPU or DeviceType.META;

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
        {
            throw new InvalidOperationException(
                $"Torch device type {deviceType} did not initialise on the current machine. This is a CPU library for tests.");
        }
    }

    public static Device InitializeDevice(Device? device)
    {
        Device chosen = device ?? _defaultDevice;
        InitializeDeviceType(chosen.type);
        return chosen;
    }

    public static bool cuda_is_available() => false;

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using DisposeScope scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    public static IDisposable no_grad() => GradMode.Set(false);

    public static IDisposable enable_grad(bool enabled = true) => GradMode.Set(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => GradMode.Set(mode);

    public static bool is_grad_enabled() => GradMode.IsEnabled;

    public static IDisposable inference_mode(bool mode = true) => GradMode.SetInference(mode);

    public static bool is_inference_mode_enabled() => GradMode.IsInference;

    public static void set_default_dtype(ScalarType dtype) => _defaultType = ElementTypes.IsFloat(dtype)
        ? dtype
        : throw NativeError.Of($"only floating-point types are supported as the default type, not {ElementTypes.NativeName(dtype)}");

    public static ScalarType get_default_dtype() => _defaultType;

    public static void set_default_device(Device device) => _defaultDevice = InitializeDevice(device);

    public static void set_default_device(string device) => set_default_device(new Device(device));

    public static Device get_default_device() => _defaultDevice;

    public static void set_num_threads(int num) => _threads = num;

    public static int get_num_threads() => _threads;

    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

    public static long initial_seed() => Generator.Default.initial_seed();

    public static bool is_integral(ScalarType type) => ElementTypes.IsInteger(type);

    public static bool is_integral(Tensor t) => t.is_integral();

    public static bool is_floating_point(ScalarType type) => ElementTypes.IsFloat(type);

    public static bool is_floating_point(Tensor input) => input.is_floating_point();

    public static bool is_complex(ScalarType type) => ElementTypes.IsComplex(type);

    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) => ElementTypes.ResultType(tensor1.Native, tensor2.Native);

    public static ScalarType promote_types(ScalarType type1, ScalarType type2) => ElementTypes.Promote(type1, type2);

    public static bool can_cast(ScalarType from, ScalarType to) => ElementTypes.CanCast(from, to);

    /// <summary>The CUDA machine, of which there is none here.</summary>
    public static partial class cuda
    {
        public static bool is_available() => false;

        public static bool is_cudnn_available() => false;

        public static int device_count() => 0;

        public static void synchronize(Device? device = null) => InitializeDeviceType(DeviceType.CUDA);
    }

    /// <summary>The random numbers' front door.</summary>
    public static partial class random
    {
        public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

        public static long initial_seed() => Generator.Default.initial_seed();
    }
}
