namespace Modelwright.Contract;

/// <summary>What one workgroup covers along an axis.</summary>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
enum GridUnit
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
