using Silk.NET.Core.Contexts;

namespace Silk.NET.Core.Native;

/// <summary>The base of every binding.</summary>
public abstract class NativeAPI : NativeApiContainer
{
    protected NativeAPI(INativeContext ctx)
        : base(ctx)
    {
        Context = ctx;
    }

    public INativeContext Context { get; }
}
