using System;
using Silk.NET.Core.Contexts;

namespace Silk.NET.Core.Native;

/// <summary>Owns the context that a binding's functions come from.</summary>
public abstract class NativeApiContainer : IDisposable
{
    private readonly INativeContext _context;

    protected NativeApiContainer(INativeContext ctx)
    {
        _context = ctx;
    }

    public void Dispose()
    {
        _context.Dispose();
        GC.SuppressFinalize(this);
    }
}
