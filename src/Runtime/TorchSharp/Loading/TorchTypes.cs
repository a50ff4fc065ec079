using System;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>libtorch's element types for ours.</summary>
internal static class TorchTypes
{
    public static ScalarType Of(ElementFormat format) => format switch
    {
        ElementFormat.Float32 => ScalarType.Float32,
        ElementFormat.Float16 => ScalarType.Float16,
        ElementFormat.BFloat16 => ScalarType.BFloat16,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Weights are float32, float16 or bfloat16."),
    };

    public static ElementFormat Of(ScalarType type) => type switch
    {
        ScalarType.Float32 => ElementFormat.Float32,
        ScalarType.Float16 => ElementFormat.Float16,
        ScalarType.BFloat16 => ElementFormat.BFloat16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Weights are float32, float16 or bfloat16."),
    };

    /// <summary>The types that a model of such weights is loaded with.</summary>
    /// <exception cref="TensorTypeException">A compute type was asked for in which no model computes.</exception>
    public static TorchLoadReport Resolve(TorchLoadOptions options, Device device, ElementFormat format)
    {
        (ScalarType compute, ScalarType cache, string reason) = Resolve(options, device.type, format);
        return new TorchLoadReport(device, Of(format), compute, cache, reason);
    }

    /// <summary>The types of computation and cache, and why the first.</summary>
    /// <exception cref="TensorTypeException">A compute type was asked for in which no model computes.</exception>
    public static (ScalarType Compute, ScalarType Cache, string Reason) Resolve(TorchLoadOptions options, DeviceType device, ElementFormat format)
    {
        (ScalarType compute, string reason) = options.Compute is ScalarType wanted ? (wanted, "as asked for") : ComputeTypes.Choose(device, Of(format));
        if (compute is not (ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16))
        {
            throw new TensorTypeException($"A model cannot compute in {compute}. Wanted Float32, Float16 or BFloat16.");
        }

        return (compute, OfCache(options.Cache, compute), reason);
    }

    private static ScalarType OfCache(CacheStorage cache, ScalarType compute) => cache switch
    {
        CacheStorage.Automatic => compute,
        CacheStorage.Float32 => ScalarType.Float32,
        CacheStorage.Float16 => ScalarType.Float16,
        CacheStorage.BFloat16 => ScalarType.BFloat16,
        CacheStorage.Int8 => ScalarType.Int8,
        _ => throw new ArgumentOutOfRangeException(nameof(cache), cache, "Not a storage."),
    };
}
