namespace Modelwright.Contract;

/// <summary>What kind of work a kernel is: the device's profile chooses subgroups per workgroup and rows per subgroup from it.</summary>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
enum KernelClass
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
