using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// One compute kernel: its GLSL, what it binds after <c>Step</c> (which is binding 0 of every kernel), the grid it runs on,
/// and the most loop back-edges one invocation can take.
/// </summary>
/// <param name="SegmentKeys">For prefill attention: how many keys one dispatch may walk; 0 for every other kernel.</param>
internal sealed record Kernel(
    string Name,
    string Glsl,
    KernelClass Class,
    EquatableArray<KernelBinding> Bindings,
    Grid Grid,
    long LoopBound,
    int SegmentKeys = 0)
{
    /// <summary>A kernel whose operands are those its text declares.</summary>
    public static Kernel Of(string name, string template, KernelClass kernelClass, Grid grid, long loopBound, int segmentKeys = 0)
    {
        (string glsl, EquatableArray<KernelBinding> bindings) = NamedOperands.Number(template);
        return new Kernel(name, glsl, kernelClass, bindings, grid, loopBound, segmentKeys);
    }
}

/// <summary>A storage buffer of a kernel; <paramref name="Name"/> is its name in the GLSL.</summary>
internal sealed record KernelBinding(string Name, BindingAccess Access);

/// <summary>The three axes of a dispatch.</summary>
internal sealed record Grid(GridAxis X, GridAxis Y, GridAxis Z)
{
    public Grid(GridAxis x)
        : this(x, GridAxis.One, GridAxis.One)
    {
    }

    public Grid(GridAxis x, GridAxis y)
        : this(x, y, GridAxis.One)
    {
    }
}
