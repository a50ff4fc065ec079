using System;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// One step of the causal depthwise convolution with its activation, the L2 norms of queries and keys, and the shift of the state, in place.
/// A subgroup takes one head, a lane every SUBGROUP_SIZE-th of its channels.
/// </summary>
internal static class ConvolutionStepKernel
{
    public static Kernel Emit(string name, DeltaShape op, int taps, Activation activation)
    {
        long lanes = LoopBudget.Lanes(Padding.RoundUp8(Math.Max(op.KeyDim, op.ValueDim)));
        long bound = LoopBudget.Check(name, op.ToString(), new Loop(lanes), new Loop(lanes));
        return Kernel.Of(
            name,
            Text(op, taps, activation),
            KernelClass.Subgroup,
            new Grid(new GridAxis((2 * op.KeyHeads) + op.ValueHeads, Unit: GridUnit.Subgroup), new GridAxis(1, Extent.Batch)),
            bound,
            states: StateWindows.Of("state"));
    }

    private static string Text(DeltaShape op, int taps, Activation activation) => $$"""
        {{Prologue.Emit(GlslUse.Arithmetic | GlslUse.Unroll | GlslUse.Window)}}

        const uint KEY_HEADS = {{op.KeyHeads}}u;
        const uint VALUE_HEADS = {{op.ValueHeads}}u;
        const uint KEY_DIM = {{op.KeyDim}}u;
        const uint VALUE_DIM = {{op.ValueDim}}u;
        const uint KEY_STRIDE = {{Padding.RoundUp8(op.KeyDim)}}u;             // of a head of q or k in a mixed row
        const uint VALUE_STRIDE = {{Padding.RoundUp8(op.ValueDim)}}u;
        const uint TAPS = {{taps}}u;
        const uint STATE_STRIDE = {{Padding.RoundUp8(op.Channels)}}u;          // from one past column to the next
        const uint PROJECTION_STRIDE = {{Padding.RoundUp8(op.ProjectionWidth)}}u;
        const uint MIXED_STRIDE = {{op.MixedWidth}}u;
        const float QUERY_SCALE = {{GlslLiteral.Float((float)(1 / Math.Sqrt(op.KeyDim)))}};
        const uint LONGEST = KEY_STRIDE > VALUE_STRIDE ? KEY_STRIDE : VALUE_STRIDE;
        const uint LANE_CHANNELS = (LONGEST + SUBGROUP_SIZE - 1u) / SUBGROUP_SIZE;

        layout(std430) readonly buffer Projection { float projection[]; };
        layout(std430) readonly buffer Weight { float weight[]; };
        layout(std430) buffer State { float state[]; };             // raw inputs of the last TAPS - 1 columns, oldest first
        layout(std430) writeonly buffer Mixed { float mixed[]; };

        {{ActivationFunction.Emit(activation)}}

        float convolve(uint sequence, uint channel, bool padding)
        {
            float newest = projection[sequence * PROJECTION_STRIDE + channel];
            newest = padding ? 0.0 : newest;
            float sum = newest * weight[channel * TAPS + TAPS - 1u];
            uint at = (sequence * (TAPS - 1u) - window.first) * STATE_STRIDE + channel;
            [[unroll]] for (uint s = 0u; s + 1u < TAPS; s++)
            {
                float past = state[at + s * STATE_STRIDE];
                sum += past * weight[channel * TAPS + s];
                if (s > 0u && !padding) { state[at + (s - 1u) * STATE_STRIDE] = past; }
            }

            if (TAPS > 1u && !padding) { state[at + (TAPS - 2u) * STATE_STRIDE] = newest; }
            return activate(sum);
        }

        void main()
        {
            uint item = gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID;       // heads of q, of k, of v
            uint sequence = gl_WorkGroupID.y;
            bool bound = sequence * (TAPS - 1u) >= window.first && sequence * (TAPS - 1u) < window.end;
            if (item >= 2u * KEY_HEADS + VALUE_HEADS || !bound) { return; }
            bool is_value = item >= 2u * KEY_HEADS;
            uint value_head = item - 2u * KEY_HEADS;
            uint dim = is_value ? VALUE_DIM : KEY_DIM;
            uint padded = is_value ? VALUE_STRIDE : KEY_STRIDE;
            uint channel = is_value ? 2u * KEY_HEADS * KEY_DIM + value_head * VALUE_DIM : item * KEY_DIM;
            uint to = sequence * MIXED_STRIDE + (is_value ? 2u * KEY_HEADS * KEY_STRIDE + value_head * VALUE_STRIDE : item * KEY_STRIDE);
            bool padding = is_padding(sequence * step.tokens);

            float values[LANE_CHANNELS];
            float squares = 0.0;
            for (uint i = 0u; i < LANE_CHANNELS; i++)
            {
                uint d = i * SUBGROUP_SIZE + gl_SubgroupInvocationID;
                values[i] = 0.0;
                if (d < dim) { values[i] = convolve(sequence, channel + d, padding); }
                squares += values[i] * values[i];
            }

            float scale = inversesqrt(subgroupAdd(squares) + 1e-6) * (item < KEY_HEADS ? QUERY_SCALE : 1.0);
            scale = is_value ? 1.0 : scale;
            for (uint i = 0u; i < LANE_CHANNELS; i++)
            {
                uint d = i * SUBGROUP_SIZE + gl_SubgroupInvocationID;
                if (d < padded) { mixed[to + d] = values[i] * scale; }
            }
        }

        """;
}
