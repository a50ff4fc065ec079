using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Rows of inputs in the order in which a matrix has its columns: (x, order, y), an invocation a column. The runtime runs it before a product whose matrix a checkpoint has
/// quantised in such an order; one kernel serves every width, since the order is as long as a row.
/// </summary>
internal static class ReorderKernel
{
    /// <summary>The kernel's name, and its constant's in the generated class.</summary>
    public const string Name = "Reorder";

    /// <param name="widest">Columns of the widest matrix.</param>
    public static Kernel Emit(int widest) => Kernel.Of(
        Name,
        $$"""
        {{Prologue.Emit(GlslUse.None)}}

        layout(std430) readonly buffer X { float x[]; };
        layout(std430) readonly buffer Order { uint order[]; };
        layout(std430) writeonly buffer Y { float y[]; };

        void main()
        {
            uint stride = uint(order.length());     // of a row: whole blocks of 8 columns
            uint column = gl_GlobalInvocationID.x;
            uint start = gl_WorkGroupID.y * stride;
            if (column < stride) { y[start + column] = x[start + order[column]]; }
        }
        """,
        KernelClass.Lane,
        new Grid(new GridAxis(Padding.RoundUp8(widest), Unit: GridUnit.Lane), new GridAxis(1, Extent.Rows)),
        loopBound: 0);
}
