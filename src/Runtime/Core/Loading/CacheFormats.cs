using System;

namespace Modelwright.Runtime;

/// <summary>What is chosen for cached keys and values, as a format.</summary>
internal static class CacheFormats
{
    /// <summary>Numbers of a head that share a scale where the cache is int8.</summary>
    public const int Group = 32;

    /// <summary>What the elements of a cache are; <see cref="ElementFormat.Int8"/> has scales beside them.</summary>
    /// <param name="storage">What was asked for.</param>
    /// <param name="weights">The plain format that the model's matrices have, or would have.</param>
    public static ElementFormat Resolve(CacheStorage storage, ElementFormat weights) => storage switch
    {
        CacheStorage.Automatic => weights == ElementFormat.Float32 ? ElementFormat.Float32 : ElementFormat.Float16,
        CacheStorage.Float32 => ElementFormat.Float32,
        CacheStorage.Float16 => ElementFormat.Float16,
        CacheStorage.BFloat16 => ElementFormat.BFloat16,
        CacheStorage.Int8 => ElementFormat.Int8,
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "Not a storage."),
    };

    /// <summary>
    /// How a key or value of one head lies. Scales are float32: what a float16 scale would save is lost in rounding rows up to whole words, and small numbers keep theirs
    /// on devices that flush float16's subnormals.
    /// </summary>
    public static BlockFormat Row(ElementFormat cache) => cache == ElementFormat.Int8 ? new Int8Blocks(Group, wideScales: true) : new ElementBlocks(cache);
}
