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

    /// <summary>
    /// Signed bytes with a float32 scale for every 32 numbers of a head: 0.56 of float16's bytes where heads are a multiple of 128.
    /// Numbers are rounded to 1/254 of the largest beside them, when they are appended.
    /// </summary>
    Int8,
}
