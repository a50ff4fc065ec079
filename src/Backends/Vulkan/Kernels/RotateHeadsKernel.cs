using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Takes a projection row [q | k | v] apart: every head to a place of its own, [row][head][padded head dim], queries and keys turned by the row's table.
/// An invocation has 8 dimensions of a head.
/// </summary>
internal static class RotateHeadsKernel
{
    public static Kernel Emit(string name, int heads, int headDim)
    {
        int blocks = Padding.Blocks(headDim);
        return Kernel.Of(
            name,
            Glsl(heads, headDim, blocks),
            KernelClass.Lane,
            new Grid(new GridAxis(3 * heads * blocks, Extent.Rows, GridUnit.Lane)),
            LoopBudget.Check(name, $"{heads} heads of {headDim}", new Loop(8)));
    }

    private static string Glsl(int heads, int headDim, int blocks) => $$"""
        {{Prologue.Emit(GlslUse.None)}}

        const uint HEADS = {{heads}}u;
        const uint HEAD_DIM = {{headDim}}u;
        const uint HALF = HEAD_DIM / 2u;
        const uint BLOCKS = {{blocks}}u;            // of a head, 8 dimensions each
        const uint STRIDE = {{Padding.RoundUp8(3 * heads * headDim)}}u;

        layout(std430) readonly buffer Projection { float projection[]; };
        layout(std430) readonly buffer Rope { float rope[]; };          // a row: cosines, then sines
        layout(std430) writeonly buffer Queries { vec4 q[]; };
        layout(std430) writeonly buffer Keys { vec4 k[]; };
        layout(std430) writeonly buffer Values { vec4 v[]; };

        float turned(uint row, uint at, uint d, bool turns)
        {
            if (d >= HEAD_DIM) { return 0.0; }
            float value = projection[at + d];
            if (!turns) { return value; }
            uint pair = d < HALF ? d : d - HALF;
            float other = projection[at + (d < HALF ? d + HALF : pair)];
            uint angle = row * HEAD_DIM + pair;
            return value * rope[angle] + (d < HALF ? -other : other) * rope[angle + HALF];
        }

        void main()
        {
            uint row = gl_GlobalInvocationID.x / (3u * HEADS * BLOCKS);
            if (row >= step.rows) { return; }
            uint item = gl_GlobalInvocationID.x / BLOCKS % (3u * HEADS);       // queries, then keys, then values
            uint block = gl_GlobalInvocationID.x % BLOCKS;
            float part[8];
            for (uint i = 0u; i < 8u; i++) { part[i] = turned(row, row * STRIDE + item * HEAD_DIM, block * 8u + i, item < 2u * HEADS); }

            vec4 low = vec4(part[0], part[1], part[2], part[3]);
            vec4 high = vec4(part[4], part[5], part[6], part[7]);
            uint at = ((row * HEADS + item % HEADS) * BLOCKS + block) * 2u;
            if (item < HEADS) { q[at] = low; q[at + 1u] = high; }
            else if (item < 2u * HEADS) { k[at] = low; k[at + 1u] = high; }
            else { v[at] = low; v[at + 1u] = high; }
        }
        """;
}
