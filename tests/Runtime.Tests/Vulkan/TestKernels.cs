using System.Globalization;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Tests;

/// <summary>Kernels small enough to be read at a glance.</summary>
internal static class TestKernels
{
    public const string Prologue = """
        #version 450
        #extension GL_KHR_shader_subgroup_basic : require
        #extension GL_KHR_shader_subgroup_arithmetic : require
        layout(local_size_x_id = 2, local_size_y = 1, local_size_z = 1) in;
        layout(constant_id = 0) const uint SUBGROUP_SIZE = 8;
        layout(constant_id = 1) const uint SUBGROUPS = 1;
        struct Sequence { uint past; uint first; uint end; };
        layout(set = 0, binding = 0, std430) readonly buffer Step {
            uint tokens; uint rows; uint batch; uint capacity; uint splits; uint splitsY; uint splitsZ; uint rowOffset; Sequence sequences[];
        };

        """;

    /// <summary>y gets SUBGROUP_SIZE, the size the device has, and one subgroup's count of itself.</summary>
    public static KernelDefinition Sizes { get; } = new(
        "Sizes",
        Prologue + """
        layout(set = 0, binding = 1, std430) writeonly buffer Y { uint y[]; };
        void main() {
            uint sum = subgroupAdd(1u);
            if (gl_GlobalInvocationID.x == 0) { y[0] = SUBGROUP_SIZE; y[1] = sum; y[2] = gl_SubgroupID + 1u; }
        }
        """,
        KernelClass.Subgroup,
        [BindingAccess.Write],
        new GridAxis(1),
        new GridAxis(1),
        new GridAxis(1));

    /// <summary>y = 2x, for <paramref name="count"/> elements.</summary>
    public static KernelDefinition Twice(int count) => new(
        "Twice",
        Prologue + """
        layout(set = 0, binding = 1, std430) readonly buffer X { float x[]; };
        layout(set = 0, binding = 2, std430) writeonly buffer Y { float y[]; };
        void main() {
            uint i = gl_GlobalInvocationID.x;
            if (i < COUNT) { y[i] = 2.0 * x[i]; }
        }
        """.Replace("COUNT", count.ToString(CultureInfo.InvariantCulture)),
        KernelClass.Lane,
        [BindingAccess.Read, BindingAccess.Write],
        new GridAxis(count, Unit: GridUnit.Lane),
        new GridAxis(1),
        new GridAxis(1));
}
