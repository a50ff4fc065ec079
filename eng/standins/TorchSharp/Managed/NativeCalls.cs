using System;

namespace TorchSharp.Managed;

/// <summary>
/// Counts, per thread, the operations that would cross into libtorch: each that makes, changes or reads back a tensor.
/// Questions about a tensor (shape, dtype, device) are not counted.
/// </summary>
internal static class NativeCalls
{
    [ThreadStatic]
    private static long _count;

    public static long Count => _count;

    public static void Add() => _count++;

    public static void Reset() => _count = 0;
}
