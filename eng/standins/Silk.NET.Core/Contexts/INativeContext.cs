using System;

namespace Silk.NET.Core.Contexts;

/// <summary>Where a binding finds its native functions.</summary>
public interface INativeContext : IDisposable
{
    /// <exception cref="Loader.SymbolLoadingException">There is no such function.</exception>
    nint GetProcAddress(string proc, int? slot = null);

    bool TryGetProcAddress(string proc, out nint addr, int? slot = null);
}
