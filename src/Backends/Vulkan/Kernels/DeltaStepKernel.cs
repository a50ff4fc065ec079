using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// One step of the gated delta rule with the gated norm: <c>S = e^g S; S += k̂ (β (v - Sᵀk̂))ᵀ; o = Sᵀq̂</c>, then
/// <c>o * rsqrt(mean o² + eps) * weight * silu(z)</c>. The state is stored transposed, a row a value dimension, so that a subgroup holds a row
/// in registers, reads it once and writes it once. <c>Sᵀq̂</c> is had from the old row: <c>e^g s·q̂ + δ k̂·q̂</c>.
/// A workgroup takes one value head of one sequence: the norm needs all its rows.
/// </summary>
internal static class DeltaStepKernel
{
    public static Kernel Emit(string name, DeltaShape op, NormSpec norm)
    {
        long bound = LoopBudget.Check(
            name,
            op.ToString(),
            new Loop(op.ValueDim),
            new Loop(2 * LoopBudget.Lanes(op.ValueDim)));
        return Kernel.Of(
            name,
            Text(op, norm),
            KernelClass.Workgroup,
            new Grid(new GridAxis(op.ValueHeads), new GridAxis(1, Extent.Batch)),
            bound,
            states: StateWindows.Of("state"));
    }

    private static string Text(DeltaShape op, NormSpec norm) => $$"""
        {{Prologue.Emit(GlslUse.Arithmetic | GlslUse.Unroll | GlslUse.Window)}}

        const uint KEY_HEADS = {{op.KeyHeads}}u;
        const uint VALUE_HEADS = {{op.ValueHeads}}u;
        const uint QUADS = {{Padding.RoundUp8(op.KeyDim) / 4}}u;                    // of a head of q or k and of a state row
        const uint VALUE_DIM = {{op.ValueDim}}u;
        const uint VALUE_STRIDE = {{Padding.RoundUp8(op.ValueDim)}}u;             // of a head of v
        const uint MIXED_QUADS = {{op.MixedWidth / 4}}u;             // of a mixed row: q, k, v
        const uint Z_AT = {{op.Channels}}u;                   // in a projection row: after q, k and v come z, b and a
        const uint B_AT = Z_AT + VALUE_HEADS * VALUE_DIM;
        const uint A_AT = B_AT + VALUE_HEADS;
        const uint PROJECTION_STRIDE = {{Padding.RoundUp8(op.ProjectionWidth)}}u;
        const uint STRIDE = {{Padding.RoundUp8(op.ValueHeads * op.ValueDim)}}u;                // of a result row
        const float EPSILON = {{GlslLiteral.Float(norm.Epsilon)}};
        const float NORM_OFFSET = {{(norm.ZeroCentred ? "1.0" : "0.0")}};         // 1 where the factor is 1 + weight
        const uint LANE_QUADS = (QUADS + SUBGROUP_SIZE - 1u) / SUBGROUP_SIZE;

        layout(std430) readonly buffer Mixed { vec4 mixed[]; };
        layout(std430) readonly buffer Projection { float projection[]; };
        layout(std430) readonly buffer ALog { float a_log[]; };
        layout(std430) readonly buffer DtBias { float dt_bias[]; };
        layout(std430) readonly buffer Norm { float norm[]; };
        layout(std430) buffer State { vec4 state[]; };                  // [sequence][value head][value dim][key dim]
        layout(std430) writeonly buffer Result { float result[]; };

        shared float outputs[VALUE_DIM];

        {{Exponential.Single}}

        {{Softplus.Text}}

        float projected(uint sequence, uint at) { return projection[sequence * PROJECTION_STRIDE + at]; }

        void main()
        {
            uint lane = gl_SubgroupInvocationID;
            uint head = gl_WorkGroupID.x;
            uint sequence = gl_WorkGroupID.y;
            uint place = (sequence * VALUE_HEADS + head) * VALUE_DIM;
            if (place < window.first || place >= window.end) { return; }       // another window's
            bool padding = is_padding(sequence * step.tokens);        // leaves the state as it is
            uint key_head = head / (VALUE_HEADS / KEY_HEADS);
            uint q_at = sequence * MIXED_QUADS + key_head * QUADS;
            uint k_at = q_at + KEY_HEADS * QUADS;
            uint v_at = (sequence * MIXED_QUADS + 2u * KEY_HEADS * QUADS) * 4u + head * VALUE_STRIDE;

            vec4 q[LANE_QUADS];
            vec4 k[LANE_QUADS];
            float kq = 0.0;
            [[unroll]] for (uint i = 0u; i < LANE_QUADS; i++)
            {
                uint quad = i * SUBGROUP_SIZE + lane;
                q[i] = quad < QUADS ? mixed[q_at + quad] : vec4(0.0);
                k[i] = quad < QUADS ? mixed[k_at + quad] : vec4(0.0);
                kq += dot(k[i], q[i]);
            }

            kq = subgroupAdd(kq);
            float beta = padding ? 0.0 : 1.0 / (1.0 + accurate_exp(-projected(sequence, B_AT + head)));
            float decay = padding ? 1.0 : accurate_exp(-accurate_exp(a_log[head]) * softplus(projected(sequence, A_AT + head) + dt_bias[head]));

            for (uint j = gl_SubgroupID; j < VALUE_DIM; j += SUBGROUPS)
            {
                uint at = (place - window.first + j) * QUADS;
                vec4 s[LANE_QUADS];
                float sk = 0.0;
                float sq = 0.0;
                [[unroll]] for (uint i = 0u; i < LANE_QUADS; i++)
                {
                    uint quad = i * SUBGROUP_SIZE + lane;
                    s[i] = quad < QUADS ? state[at + quad] * decay : vec4(0.0);
                    sk += dot(s[i], k[i]);
                    sq += dot(s[i], q[i]);
                }

                sk = subgroupAdd(sk);
                sq = subgroupAdd(sq);
                float delta = beta * (mixed[(v_at + j) / 4u][(v_at + j) % 4u] - sk);
                [[unroll]] for (uint i = 0u; i < LANE_QUADS; i++)
                {
                    uint quad = i * SUBGROUP_SIZE + lane;
                    if (quad < QUADS) { state[at + quad] = s[i] + delta * k[i]; }
                }

                if (lane == 0u) { outputs[j] = sq + delta * kq; }
            }

            barrier();
            float squares = 0.0;
            for (uint j = lane; j < VALUE_DIM; j += SUBGROUP_SIZE) { squares += outputs[j] * outputs[j]; }
            float scale = inversesqrt(subgroupAdd(squares) / float(VALUE_DIM) + EPSILON);
            for (uint j = gl_LocalInvocationID.x; j < VALUE_DIM; j += SUBGROUPS * SUBGROUP_SIZE)
            {
                float z = padding ? 0.0 : projected(sequence, Z_AT + head * VALUE_DIM + j);
                result[sequence * STRIDE + head * VALUE_DIM + j] = outputs[j] * scale * (norm[j] + NORM_OFFSET) * z / (1.0 + accurate_exp(-z));
            }
        }

        """;
}
