using System.Linq;
using Modelwright.Backends.Vulkan;
using Target = Modelwright.Runtime.Vulkan;

namespace Modelwright.Backends.Tests;

/// <summary>A kernel of the compiler as the runtime takes it; generated code writes the same out as text.</summary>
internal static class KernelDefinitions
{
    public static Target.KernelDefinition Define(this Kernel kernel) => new(
        kernel.Name,
        kernel.Glsl,
        (Target.KernelClass)kernel.Class,
        [.. kernel.Bindings.Select(static binding => (Target.BindingAccess)binding.Access)],
        Axis(kernel.Grid.X),
        Axis(kernel.Grid.Y),
        Axis(kernel.Grid.Z),
        kernel.SegmentKeys);

    private static Target.GridAxis Axis(GridAxis axis) => new(axis.Factor, (Target.Extent)axis.Extent, (Target.GridUnit)axis.Unit, axis.Per);
}
