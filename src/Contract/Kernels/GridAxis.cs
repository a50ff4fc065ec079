namespace Modelwright.Contract;

/// <summary>Workgroups along one axis of a dispatch: <c>ceil(Factor * extent / (Per * unit))</c>.</summary>
/// <param name="Factor">Items for one unit of the extent.</param>
/// <param name="Extent">The number that depends on the call.</param>
/// <param name="Unit">What one workgroup covers.</param>
/// <param name="Per">Items that one unit covers.</param>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
readonly record struct GridAxis(int Factor, Extent Extent = Extent.One, GridUnit Unit = GridUnit.Group, int Per = 1)
{
    /// <summary>One workgroup.</summary>
    public static GridAxis One { get; } = new(1);
}
