namespace Modelwright.Runtime;

/// <summary>The format in which keys and values are cached.</summary>
public enum CacheStorage
{
    /// <summary>float32 where the weights are float32, else float16; with TorchSharp the type in which attention is computed.</summary>
    Automatic,

    /// <summary>float32.</summary>
    Float32,

    /// <summary>float16.</summary>
    Float16,

    /// <summary>bfloat16.</summary>
    BFloat16,
}
