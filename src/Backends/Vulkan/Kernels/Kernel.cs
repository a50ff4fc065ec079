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
    int SegmentKeys = 0);

/// <summary>A storage buffer of a kernel; <paramref name="Name"/> is its name in the GLSL.</summary>
internal sealed record KernelBinding(string Name, BindingAccess Access);

/// <summary>What a kernel does to a buffer: barriers are placed from it.</summary>
internal enum BindingAccess
{
    Read,
    Write,
    ReadWrite,
}

/// <summary>What kind of work a kernel is: the device profile chooses subgroups per workgroup and rows per subgroup from it.</summary>
internal enum KernelClass
{
    /// <summary>Matrix times vector: a subgroup computes ROWS outputs.</summary>
    Gemv,

    /// <summary>Matrix times matrix: a subgroup computes a tile in registers.</summary>
    Gemm,

    /// <summary>A subgroup an item, items independent.</summary>
    Subgroup,

    /// <summary>An invocation an item, items independent.</summary>
    Lane,

    /// <summary>The subgroups of a workgroup work together on one item.</summary>
    Workgroup,
}

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

/// <summary>Groups along one axis: <c>ceil(Factor * extent / (Per * unit))</c>.</summary>
internal sealed record GridAxis(int Factor, Extent Extent = Extent.One, GridUnit Unit = GridUnit.Group, int Per = 1)
{
    public static GridAxis One { get; } = new(1);
}

/// <summary>A number known when a call is recorded.</summary>
internal enum Extent
{
    One,

    /// <summary>Batch times tokens of this call.</summary>
    Rows,
    Batch,

    /// <summary>New tokens of each sequence.</summary>
    Tokens,

    /// <summary>Parts the key axis is split in (decode attention); the grid is then read from the step buffer.</summary>
    KeySplits,
}

/// <summary>What one workgroup covers along an axis.</summary>
internal enum GridUnit
{
    /// <summary>One item.</summary>
    Group,

    /// <summary>As many items as it has subgroups.</summary>
    Subgroup,

    /// <summary>Subgroups times ROWS.</summary>
    Rows,

    /// <summary>As many items as it has invocations.</summary>
    Lane,
}
