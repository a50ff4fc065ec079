using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>β = sigmoid(b) and the running sum of g = -exp(A_log)·softplus(a + dt_bias) inside each chunk: (projection, a_log, dt_bias, gates).</summary>
internal static class DeltaGatesKernel
{
    public static Kernel Emit(string name, DeltaShape shape) => Kernel.Of(
        name,
        Glsl(shape),
        KernelClass.Lane,
        new Grid(new GridAxis(shape.ValueHeads, Extent.One, GridUnit.Lane), new GridAxis(1, Extent.Tokens, GridUnit.Group, DeltaChunk.Columns), new GridAxis(1, Extent.Batch)),
        LoopBudget.Check(name, shape.ToString(), new Loop(DeltaChunk.Columns)));

    private static string Glsl(DeltaShape shape) => $$"""
        {{Prologue.Emit(GlslUse.None)}}

        {{DeltaChunk.Glsl(shape)}}
        const uint PROJECTION_STRIDE = {{Padding.RoundUp8(shape.ProjectionWidth)}}u;
        const uint B_OFFSET = {{shape.ProjectionWidth - (2 * shape.ValueHeads)}}u;

        layout(std430) readonly buffer Projection { float projection[]; };
        layout(std430) readonly buffer ALog { float a_log[]; };
        layout(std430) readonly buffer DtBias { float dt_bias[]; };
        layout(std430) writeonly buffer Gates { vec4 gates[]; };

        {{Exponential.Single}}

        {{Softplus.Text}}

        void main()
        {
            uint head = gl_GlobalInvocationID.x;
            uint chunk = gl_WorkGroupID.y;
            uint sequence = gl_WorkGroupID.z;
            if (head >= VALUE_HEADS) { return; }

            float decay = -accurate_exp(a_log[head]);
            float bias = dt_bias[head];
            float sum = 0.0;
            float rest = 0.0;
            uint width = chunk_width(chunk);
            for (uint column = 0u; column < width; column++)
            {
                uint row = chunk_row(sequence, chunk, column);
                uint at = row * PROJECTION_STRIDE + B_OFFSET + head;
                float a = projection[at + VALUE_HEADS] + bias;
                float beta = 1.0 / (1.0 + accurate_exp(-projection[at]));
                bool real = !is_padding(row);
                float gate = real ? decay * softplus(a) : 0.0;

                // Differences of these sums are what counts, and a sum can be a hundred times its last term: what rounding drops is kept apart.
                precise float total = sum + gate;
                precise float added = total - sum;
                precise float dropped = (sum - (total - added)) + (gate - added);
                sum = total;
                rest += dropped;
                gates[row * VALUE_HEADS + head] = vec4(real ? beta : 0.0, sum, rest, 0.0);
            }
        }
        """;
}
