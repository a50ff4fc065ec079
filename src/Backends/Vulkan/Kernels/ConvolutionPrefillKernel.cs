using System;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Causal depthwise convolution over the columns, activation, and the l2 norm of query and key heads: (projection, weight, state, mixed).
/// A subgroup has 8 columns of one head: its window slides, so an input is read once and not once a tap.
/// Columns before the first come from the state, which <see cref="ConvolutionStateKernel"/> moves on afterwards.
/// </summary>
internal static class ConvolutionPrefillKernel
{
    private const int TileTokens = 8;

    /// <param name="name">The kernel's name.</param>
    /// <param name="shape">Heads of the layer.</param>
    /// <param name="taps">Width of the convolution, this column included.</param>
    /// <param name="function">Activation after the convolution.</param>
    public static Kernel Emit(string name, DeltaShape shape, int taps, Activation function) => Kernel.Of(
        name,
        Glsl(shape, taps, function, UnitOf(shape)),
        KernelClass.Subgroup,
        new Grid(
            new GridAxis(1, Extent.Tokens, GridUnit.Subgroup, TileTokens),
            new GridAxis((2 * shape.KeyHeads) + shape.ValueHeads),
            new GridAxis(1, Extent.Batch)),
        LoopBudget.Check(name, $"{shape}, {taps} taps", Loops(shape, UnitOf(shape))),
        states: StateWindows.Of("state"));

    private static Loop[] Loops(DeltaShape shape, HeadUnit unit)
    {
        long key = LoopBudget.Lanes(shape.PaddedKeyDim / unit.Size);
        long value = LoopBudget.Lanes(shape.PaddedValueDim / unit.Size);
        return [new(Math.Max(key, value), new Loop(TileTokens)), new(TileTokens, new Loop(key), new Loop(key))];
    }

    private static HeadUnit UnitOf(DeltaShape shape) => shape.KeyDim % 4 == 0 && shape.ValueDim % 4 == 0 ? HeadUnit.Quad : HeadUnit.Single;

    private static string Glsl(DeltaShape shape, int taps, Activation function, HeadUnit unit) => $$"""
        {{Prologue.Emit(GlslUse.Arithmetic | GlslUse.Unroll | GlslUse.Window)}}

        #define UNIT {{unit.Type}}
        const uint UNIT_SIZE = {{unit.Size}}u;              // channels a lane has at a time; everything below is counted in these
        const uint TAPS = {{taps}}u;
        const uint KEY_HEADS = {{shape.KeyHeads}}u;
        const uint KEY_UNITS = {{shape.KeyDim / unit.Size}}u;
        const uint VALUE_UNITS = {{shape.ValueDim / unit.Size}}u;
        const uint KEY_PADDED = {{shape.PaddedKeyDim / unit.Size}}u;
        const uint VALUE_PADDED = {{shape.PaddedValueDim / unit.Size}}u;
        const uint PROJECTION_STRIDE = {{Padding.RoundUp8(shape.ProjectionWidth) / unit.Size}}u;
        const uint STATE_STRIDE = {{Padding.RoundUp8(shape.Channels) / unit.Size}}u;
        const uint MIXED_STRIDE = {{Padding.RoundUp8(shape.MixedWidth) / unit.Size}}u;
        const float QUERY_SCALE = {{GlslLiteral.Float((float)(1.0 / Math.Sqrt(shape.KeyDim)))}};   // 1 / sqrt(key dim)

        layout(std430) readonly buffer Projection { UNIT projection[]; };
        layout(std430) readonly buffer Weight { UNIT weight[]; };
        layout(std430) readonly buffer State { UNIT state[]; };
        layout(std430) scratch buffer Mixed { UNIT mixed[]; };

        {{ActivationFunction.Emit(function)}}

        {{unit.Functions}}

        // The input of a column counted from this call's first; the state holds the TAPS - 1 before it.
        UNIT read_input(uint sequence, int column, uint channel)
        {
            return column < 0
                ? state[(sequence * (TAPS - 1u) + uint(int(TAPS - 1u) + column) - window.first) * STATE_STRIDE + channel]
                : projection[(sequence * step.tokens + uint(column)) * PROJECTION_STRIDE + channel];
        }

        {{unit.ReadTaps}}

        void main()
        {
            uint sequence = gl_WorkGroupID.z;
            uint head = gl_WorkGroupID.y;                   // query heads, key heads, value heads
            uint first = (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * {{TileTokens}}u;
            uint end = min(first + {{TileTokens}}u, step.tokens);
            bool bound = sequence * (TAPS - 1u) >= window.first && sequence * (TAPS - 1u) < window.end;
            if (first >= end || !bound) { return; }

            bool normalised = head < 2u * KEY_HEADS;
            uint valueHead = head - 2u * KEY_HEADS;
            uint units = normalised ? KEY_UNITS : VALUE_UNITS;
            uint padded = normalised ? KEY_PADDED : VALUE_PADDED;
            uint channel = normalised ? head * KEY_UNITS : 2u * KEY_HEADS * KEY_UNITS + valueHead * VALUE_UNITS;
            uint target = normalised ? head * KEY_PADDED : 2u * KEY_HEADS * KEY_PADDED + valueHead * VALUE_PADDED;
            target += (sequence * step.tokens) * MIXED_STRIDE;
            for (uint unit = gl_SubgroupInvocationID; unit < padded; unit += SUBGROUP_SIZE)
            {
                bool real = unit < units;
                uint at = channel + min(unit, units - 1u);
                UNIT taps[TAPS];
                UNIT window[TAPS];
                read_taps(at, taps);
                [[unroll]] for (uint tap = 1u; tap < TAPS; tap++) { window[tap] = read_input(sequence, int(first + tap) - int(TAPS), at); }
                for (uint token = first; token < end; token++)
                {
                    UNIT sum = UNIT(0.0);
                    [[unroll]] for (uint tap = 1u; tap < TAPS; tap++) { window[tap - 1u] = window[tap]; }
                    window[TAPS - 1u] = read_input(sequence, int(token), at);
                    [[unroll]] for (uint tap = 0u; tap < TAPS; tap++) { sum += taps[tap] * window[tap]; }
                    mixed[target + token * MIXED_STRIDE + unit] = real ? activate_unit(sum) : UNIT(0.0);
                }
            }

            if (!normalised) { return; }

            float factor = head < KEY_HEADS ? QUERY_SCALE : 1.0;
            for (uint token = first; token < end; token++)
            {
                float sum = 0.0;
                for (uint unit = gl_SubgroupInvocationID; unit < units; unit += SUBGROUP_SIZE)
                {
                    UNIT value = mixed[target + token * MIXED_STRIDE + unit];
                    sum += dot(value, value);
                }

                float scale = inversesqrt(subgroupAdd(sum) + 1e-6) * factor;
                for (uint unit = gl_SubgroupInvocationID; unit < units; unit += SUBGROUP_SIZE)
                {
                    mixed[target + token * MIXED_STRIDE + unit] *= scale;
                }
            }
        }
        """;
}
