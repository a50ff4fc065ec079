using System;
using System.IO;
using System.Runtime.InteropServices;
using Silk.NET.Core.Loader;

namespace Silk.NET.Core.Contexts;

/// <summary>The exports of a native library found by its name.</summary>
public class DefaultNativeContext : INativeContext
{
    private readonly nint _library;

    /// <exception cref="FileNotFoundException">There is no such library on this machine.</exception>
    public DefaultNativeContext(string name)
    {
        if (!NativeLibrary.TryLoad(name, out _library))
        {
            throw new FileNotFoundException("Could not find or load the native library: " + name, name);
        }
    }

    public nint GetProcAddress(string proc, int? slot = null) =>
        TryGetProcAddress(proc, out nint address, slot) ? address : throw new SymbolLoadingException(proc);

    public bool TryGetProcAddress(string proc, out nint addr, int? slot = null) =>
        NativeLibrary.TryGetExport(_library, proc, out addr);

    /// <summary>The library itself stays loaded: drivers keep threads that would run on into freed code.</summary>
    public void Dispose() => GC.SuppressFinalize(this);
}
