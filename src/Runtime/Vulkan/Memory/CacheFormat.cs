using System;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Turns the choice of a cache's storage into a format.</summary>
internal static class CacheFormat
{
    public static ElementFormat Resolve(CacheStorage storage, ElementFormat weights) => storage switch
    {
        CacheStorage.Automatic => weights == ElementFormat.Float32 ? ElementFormat.Float32 : ElementFormat.Float16,
        CacheStorage.Float32 => ElementFormat.Float32,
        CacheStorage.Float16 => ElementFormat.Float16,
        CacheStorage.BFloat16 => ElementFormat.BFloat16,
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "Not a storage."),
    };

    /// <summary>The number that kernels know a cache's format by.</summary>
    public static uint Number(ElementFormat format) => format switch
    {
        ElementFormat.Float16 => 1,
        ElementFormat.BFloat16 => 2,
        _ => 0,
    };
}
