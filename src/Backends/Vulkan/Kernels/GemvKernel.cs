using System.Globalization;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Matrix times a few vectors. A subgroup computes ROWS outputs; its lanes share the columns and hold x in registers (<see cref="HeldRow"/>).
/// The norm is folded in: <c>rsqrt(mean x² + eps) * Σ w·g·x</c> needs one pass over x.
/// </summary>
internal static class GemvKernel
{
    public static Kernel Emit(string name, FusedLinear op)
    {
        long bound = LoopBudget.Check(
            name,
            string.Format(CultureInfo.InvariantCulture, "{0} by {1}", op.Outputs, op.Inputs),
            HeldRow.Walk(op.Inputs));
        return Kernel.Of(
            name,
            Text(op),
            KernelClass.Gemv,
            new Grid(new GridAxis(1, Extent.Window, GridUnit.Rows), new GridAxis(1, op.LastColumn ? Extent.Batch : Extent.Rows)),
            bound,
            cut: new WeightCut("weights", op.Outputs, WeightRows(op)));
    }

    /// <summary>Rows of the matrix that an output is made of: a gate and its up lie together.</summary>
    private static int WeightRows(FusedLinear op) => op.Epilogue == LinearEpilogue.Gated ? 2 : 1;

    private static string Text(FusedLinear op) => Conditions.Resolve($$"""
        {{Prologue.Emit(GlslUse.WeightFormat | GlslUse.Rows | GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        #define NORM {{(op.Norm is null ? 0 : 1)}}
        #define BIAS {{(op.Bias ? 1 : 0)}}
        #define GATED {{(op.Epilogue == LinearEpilogue.Gated ? 1 : 0)}}                // the matrix has an up row after each gate row
        #define RESIDUAL {{(op.Epilogue == LinearEpilogue.Residual ? 1 : 0)}}             // y is added to
        #define LAST_COLUMN {{(op.LastColumn ? 1 : 0)}}          // of each sequence: y has a row a sequence

        const uint INPUTS = {{op.Inputs}}u;
        const uint OUTPUTS = {{op.Outputs}}u;
        const uint WEIGHT_ROWS = {{WeightRows(op)}}u;         // of an output
        const uint BLOCKS = {{Padding.Blocks(op.Inputs)}}u;         // of a row of the matrix, 8 columns each
        const uint STRIDE = {{Padding.RoundUp8(op.Outputs)}}u;         // from a row of y to the next
        {{HeldRow.Constants}}
        #if NORM
        const float EPSILON = {{GlslLiteral.Float(op.Norm?.Epsilon ?? 0)}};
        const float NORM_OFFSET = {{(op.Norm?.ZeroCentred == true ? "1.0" : "0.0")}};    // 1 where the factor is 1 + weight
        #endif

        layout(std430) readonly buffer X { vec4 x[]; };
        layout(std430) readonly buffer Weights { uvec4 weights[]; };
        #if NORM
        layout(std430) readonly buffer Norm { vec4 norm[]; };
        #endif
        #if BIAS
        layout(std430) readonly buffer Bias { float bias[]; };
        #endif
        #if RESIDUAL
        layout(std430) buffer Y { float y[]; };
        #else
        layout(std430) writeonly buffer Y { float y[]; };
        #endif

        {{BlockAccess.ReadRow("x", op.Inputs)}}

        {{BlockAccess.Read("weights", "WEIGHT_FORMAT")}}

        #if GATED
        {{ActivationFunction.Emit(op.Function)}}
        #endif

        void store(uint row, uint n, float sum, float up)
        {
        #if BIAS
            sum += bias[n];
        #endif
        #if GATED && BIAS
            up += bias[OUTPUTS + n];
        #endif
        #if GATED
            sum = activate(sum) * up;
        #endif
        #if RESIDUAL
            y[row * STRIDE + n] += sum;
        #else
            y[row * STRIDE + n] = sum;
        #endif
        }

        {{HeldRow.SumLanes}}

        // A block of x, times the norm's factors; zeros behind its end.
        void load(uint x_row, uint block, out vec4 low, out vec4 high, inout float squares)
        {
            read_x(x_row, min(block, BLOCKS - 1u), low, high);
            low = block < BLOCKS ? low : vec4(0.0);
            high = block < BLOCKS ? high : vec4(0.0);
        #if NORM
            squares += dot(low, low) + dot(high, high);
            low *= norm[2u * min(block, BLOCKS - 1u)] + NORM_OFFSET;
            high *= norm[2u * min(block, BLOCKS - 1u) + 1u] + NORM_OFFSET;
        #endif
        }

        float multiply(uint weight_row, uint block, vec4 low, vec4 high)
        {
            vec4 w_low;
            vec4 w_high;
            read_weights(weight_row * BLOCKS + min(block, BLOCKS - 1u), w_low, w_high);
            return dot(low, w_low) + dot(high, w_high);
        }

        void main()
        {
            uint lane = gl_SubgroupInvocationID;
            uint first = window.first + (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * ROWS;
            uint row = gl_WorkGroupID.y;
            if (first >= window.end) { return; }
        #if LAST_COLUMN
            uint x_row = row * step.tokens + step.tokens - 1u;
        #else
            uint x_row = row;
        #endif

            float squares = 0.0;
            float scale = 1.0;
            for (uint tile = 0u; tile < ROWS; tile += SUBGROUP_SIZE)
            {
                float sum = 0.0;            // lane i keeps the sum of row tile + i, so that one store writes them all
                float up = 0.0;
                for (uint start = 0u; start < BLOCKS; start += HELD * SUBGROUP_SIZE)
                {
                    vec4 low[HELD];
                    vec4 high[HELD];
                    [[unroll]] for (uint i = 0u; i < HELD; i++) { load(x_row, start + i * SUBGROUP_SIZE + lane, low[i], high[i], squares); }
                    for (uint r = 0u; r < min(ROWS - tile, SUBGROUP_SIZE); r++)
                    {
                        uint weight_row = (min(first + tile + r, window.end - 1u) - window.first) * WEIGHT_ROWS;
                        float part = 0.0;
                        [[unroll]] for (uint i = 0u; i < HELD; i++) { part += multiply(weight_row, start + i * SUBGROUP_SIZE + lane, low[i], high[i]); }
                        part = sum_lanes(part);
                        sum += lane == r ? part : 0.0;
        #if GATED
                        part = 0.0;
                        [[unroll]] for (uint i = 0u; i < HELD; i++) { part += multiply(weight_row + 1u, start + i * SUBGROUP_SIZE + lane, low[i], high[i]); }
                        part = sum_lanes(part);
                        up += lane == r ? part : 0.0;
        #endif
                    }
                }
        #if NORM
                if (tile == 0u) { scale = inversesqrt(sum_lanes(squares) / float(INPUTS) + EPSILON); }
        #endif
                uint n = first + tile + lane;
                if (tile + lane < ROWS && n < window.end) { store(row, n, sum * scale, up * scale); }
            }
        }

        """);
}
