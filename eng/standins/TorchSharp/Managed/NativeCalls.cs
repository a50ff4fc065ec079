using System;

namespace TorchSharp.Managed;

/// <summary>
/// Counts, per thread, the operations that would cross into libtorch: each that makes, changes or reads back a tensor.
/// Questions about a tensor (shape, dtype, device) are not counted.
/// </summary>
internal static class NativeCalls
{
    [ThreadStatic]
    private static long count;

    public static long Count => count;

    public static void Add() => count++;

    public static void Reset() => count = 0;
}
