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
            cut: new WeightCut("weights", op.Outputs, RowsPerOutput(op)),
            product: op.LastColumn ? null : new MatrixProduct("weights", "x", op.Norm is null ? null : "norm"));
    }

    /// <summary>Rows of the matrix that an output is made of: a gate and its up lie together.</summary>
    private static int RowsPerOutput(FusedLinear op) => op.Epilogue == LinearEpilogue.Gated ? 2 : 1;

    private static string Text(FusedLinear op) => Conditions.Resolve($$"""
        {{Prologue.Emit(GlslUse.Weights | GlslUse.Rows | GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        #define NORM {{(op.Norm is null ? 0 : 1)}}
        #define BIAS {{(op.Bias ? 1 : 0)}}
        #define GATED {{(op.Epilogue == LinearEpilogue.Gated ? 1 : 0)}}                // the matrix has an up row after each gate row
        #define RESIDUAL {{(op.Epilogue == LinearEpilogue.Residual ? 1 : 0)}}             // y is added to
        #define LAST_COLUMN {{(op.LastColumn ? 1 : 0)}}          // of each sequence: y has a row a sequence

        const uint INPUTS = {{op.Inputs}}u;
        const uint OUTPUTS = {{op.Outputs}}u;
        const uint WEIGHT_ROWS = {{RowsPerOutput(op)}}u;         // of an output
        const uint BLOCKS = {{Padding.Blocks(op.Inputs)}}u;         // of a row of x, 8 columns each
        const uint STRIDE = {{Padding.RoundUp8(op.Outputs)}}u;         // from a row of y to the next
        #if NORM
        const float EPSILON = {{GlslLiteral.Float(op.Norm?.Epsilon ?? 0)}};
        const float NORM_OFFSET = {{(op.Norm?.ZeroCentred == true ? "1.0" : "0.0")}};    // 1 where the factor is 1 + weight
        #endif

        layout(std430) readonly buffer X { vec4 x[]; };
        {{WeightRows.Declare("weights")}}
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

        {{WeightRows.Read("weights", op.Inputs)}}

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

        float squares = 0.0;        // of what was loaded

        // A block of x, times the norm's factors; zeros behind its end.
        void load(uint x_row, uint block, out vec4 low, out vec4 high)
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

        {{HeldRow.Walk("weights", "load")}}

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

            float scale = 1.0;
            for (uint tile = 0u; tile < ROWS; tile += SUBGROUP_SIZE)
            {
                float sum = 0.0;            // lane i keeps the sum of row tile + i, so that one store writes them all
                float up = 0.0;
                {{HeldRow.ForPasses("weights", op.Inputs)}}
                {
                    hold_weights(x_row, start);
                    for (uint r = 0u; r < min(ROWS - tile, SUBGROUP_SIZE); r++)
                    {
                        uint weight_row = (min(first + tile + r, window.end - 1u) - window.first) * WEIGHT_ROWS;
                        float part = sum_lanes(multiply_weights(weight_row, start));
                        sum += lane == r ? part : 0.0;
        #if GATED
                        part = sum_lanes(multiply_weights(weight_row + 1u, start));
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
