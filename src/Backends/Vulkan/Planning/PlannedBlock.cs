using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>A block as it is recorded: work i of the plan is call i. <paramref name="Function"/> is the name of what records it.</summary>
internal sealed record PlannedBlock(string Function, string Name, string About, EquatableArray<KernelCall> Calls, BlockPlan Plan);

/// <summary>Where a block stands: what its first parameter and its result are follows from it.</summary>
internal enum BlockRole
{
    /// <summary>Its result is the residual stream.</summary>
    Entry,

    /// <summary>The residual stream comes in and is updated in place.</summary>
    Layer,

    /// <summary>Its result is what the call returns.</summary>
    Exit,
}
