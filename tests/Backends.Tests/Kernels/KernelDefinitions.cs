using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Backends.Tests;

/// <summary>A kernel of the compiler as the runtime takes it; generated code writes the same out as text.</summary>
internal static class KernelDefinitions
{
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
