using System;
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

    /// <summary>Keys and values go into one product with queries, so their type is the activations'.</summary>
    /// <exception cref="TensorTypeException">Another one was asked for.</exception>
    public static void RequireCache(CacheStorage cache, ElementFormat weights)
    {
        bool fits = cache switch
        {
            CacheStorage.Automatic => true,
            CacheStorage.Float32 => weights == ElementFormat.Float32,
            CacheStorage.Float16 => weights == ElementFormat.Float16,
            CacheStorage.BFloat16 => weights == ElementFormat.BFloat16,
            _ => throw new ArgumentOutOfRangeException(nameof(cache), cache, "Not a storage."),
        };
        if (!fits)
        {
            throw new TensorTypeException($"The cache cannot be {cache} where weights and activations are {weights}: libtorch multiplies tensors of one type only. Wanted CacheStorage.Automatic.");
        }
    }
}
