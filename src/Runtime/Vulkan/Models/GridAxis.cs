namespace Modelwright.Runtime.Vulkan;

/// <summary>A number known when a call is recorded.</summary>
public enum Extent
{
    /// <summary>1.</summary>
    One,

    /// <summary>Batch times tokens of the call.</summary>
    Rows,

    /// <summary>Sequences.</summary>
    Batch,

    /// <summary>New tokens of each sequence.</summary>
    Tokens,

    /// <summary>Parts the key axis is split in; the whole grid is then read from the step buffer.</summary>
    KeySplits,
}

/// <summary>What one workgroup covers along an axis.</summary>
public enum GridUnit
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

/// <summary>Workgroups along one axis of a dispatch: <c>ceil(Factor * extent / (Per * unit))</c>.</summary>
/// <param name="Factor">Items for one unit of the extent.</param>
/// <param name="Extent">The number that depends on the call.</param>
/// <param name="Unit">What one workgroup covers.</param>
/// <param name="Per">Items that one unit covers.</param>
public readonly record struct GridAxis(int Factor, Extent Extent = Extent.One, GridUnit Unit = GridUnit.Group, int Per = 1);
