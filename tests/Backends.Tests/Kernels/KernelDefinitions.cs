using System;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Backends.Tests;

/// <summary>A kernel of the compiler as the runtime takes it; generated code writes the same out as text.</summary>
internal static class KernelDefinitions
{
    /// <summary>With as many rows a subgroup, whatever the device's profile says.</summary>
    public static KernelDefinition WithRows(this KernelDefinition kernel, int rows)
    {
        const string Rows = "layout(constant_id = 4) const uint ROWS = 4;";
        Assert.Contains(Rows, kernel.Glsl);
        Assert.Equal(GridUnit.Rows, kernel.X.Unit);
        return kernel with { Glsl = kernel.Glsl.Replace(Rows, FormattableString.Invariant($"const uint ROWS = {rows}u;"), StringComparison.Ordinal), X = kernel.X with { Unit = GridUnit.Subgroup, Per = kernel.X.Per * rows } };
    }

    /// <summary>With as many subgroups a workgroup, whatever the device's profile says: for a kernel whose grid counts subgroups along x.</summary>
    public static KernelDefinition WithSubgroups(this KernelDefinition kernel, int subgroups, int subgroupSize)
    {
        const string Subgroups = "layout(constant_id = 1) const uint SUBGROUPS = 1;";
        const string Lanes = "local_size_x_id = 2";
        Assert.Contains(Subgroups, kernel.Glsl);
        Assert.Contains(Lanes, kernel.Glsl);
        Assert.Equal(GridUnit.Subgroup, kernel.X.Unit);
        return kernel with
        {
            Glsl = kernel.Glsl
                .Replace(Subgroups, FormattableString.Invariant($"const uint SUBGROUPS = {subgroups}u;"), StringComparison.Ordinal)
                .Replace(Lanes, FormattableString.Invariant($"local_size_x = {subgroups * subgroupSize}"), StringComparison.Ordinal),
            X = kernel.X with { Unit = GridUnit.Group, Per = kernel.X.Per * subgroups },
        };
    }

    public static KernelDefinition Define(this Kernel kernel) => new(
        kernel.Name,
        KernelTrace.Text(kernel.Glsl),
        kernel.Class,
        [.. kernel.Bindings.Select(static binding => binding.Access)],
        kernel.Grid.X,
        kernel.Grid.Y,
        kernel.Grid.Z,
        kernel.SegmentKeys,
        kernel.BindingCut,
        kernel.BindingStates);
}
