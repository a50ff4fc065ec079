using System.Collections.Generic;
using System.Globalization;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Matrix times a few vectors. A subgroup computes ROWS outputs, so that a block of x, once fetched, serves ROWS rows of the matrix;
/// its lanes share the columns. The norm is folded in: <c>rsqrt(mean x² + eps) * Σ w·g·x</c> needs one pass over x.
/// </summary>
internal static class GemvKernel
{
    public static Kernel Emit(string name, FusedLinear op)
    {
        List<KernelBinding> bindings = [new("x", BindingAccess.Read), new("weights", BindingAccess.Read)];
        if (op.Norm is not null)
        {
            bindings.Add(new("norm", BindingAccess.Read));
        }

        if (op.Bias)
        {
            bindings.Add(new("bias", BindingAccess.Read));
        }

        bindings.Add(new("y", op.Epilogue == LinearEpilogue.Residual ? BindingAccess.ReadWrite : BindingAccess.Write));
        long bound = LoopBudget.Check(
            name,
            string.Format(CultureInfo.InvariantCulture, "{0} by {1}", op.Outputs, op.Inputs),
            new Loop(LoopBudget.Lanes(Padding.Blocks(op.Inputs)), new Loop(LoopBudget.MostRows)),
            new Loop(3 * LoopBudget.MostRows));
        return new Kernel(
            name,
            Text(op),
            KernelClass.Gemv,
            bindings.ToEquatableArray(),
            new Grid(new GridAxis(op.Outputs, Unit: GridUnit.Rows), new GridAxis(1, op.LastColumn ? Extent.Batch : Extent.Rows)),
            bound);
    }

    private static string Text(FusedLinear op) => $$"""
        {{Prologue.Emit(GlslUse.WeightFormat | GlslUse.Rows | GlslUse.Arithmetic)}}

        #define NORM {{(op.Norm is null ? 0 : 1)}}
        #define BIAS {{(op.Bias ? 1 : 0)}}
        #define GATED {{(op.Epilogue == LinearEpilogue.Gated ? 1 : 0)}}                // the matrix holds all gate rows, then all up rows
        #define RESIDUAL {{(op.Epilogue == LinearEpilogue.Residual ? 1 : 0)}}             // y is added to
        #define LAST_COLUMN {{(op.LastColumn ? 1 : 0)}}          // of each sequence: y has a row a sequence

        const uint INPUTS = {{op.Inputs}}u;
        const uint OUTPUTS = {{op.Outputs}}u;
        const uint BLOCKS = {{Padding.Blocks(op.Inputs)}}u;         // of a row of the matrix, 8 columns each
        const uint STRIDE = {{Padding.RoundUp8(op.Outputs)}}u;         // from a row of y to the next
        #if NORM
        const float EPSILON = {{GlslLiteral.Float(op.Norm?.Epsilon ?? 0)}};
        const float NORM_OFFSET = {{(op.Norm?.ZeroCentred == true ? "1.0" : "0.0")}};    // 1 where the factor is 1 + weight
        #endif

        layout(set = 0, binding = 1, std430) readonly buffer X { vec4 x[]; };
        layout(set = 0, binding = 2, std430) readonly buffer Weights { uvec4 weights[]; };
        #if NORM
        layout(set = 0, binding = 3, std430) readonly buffer Norm { vec4 norm[]; };
        #endif
        #if BIAS
        layout(set = 0, binding = 3 + NORM, std430) readonly buffer Bias { float bias[]; };
        #endif
        #if RESIDUAL
        layout(set = 0, binding = 3 + NORM + BIAS, std430) buffer Y { float y[]; };
        #else
        layout(set = 0, binding = 3 + NORM + BIAS, std430) writeonly buffer Y { float y[]; };
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

        void main()
        {
            uint lane = gl_SubgroupInvocationID;
            uint first = (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * ROWS;
            uint row = gl_WorkGroupID.y;
            if (first >= OUTPUTS) { return; }
        #if LAST_COLUMN
            uint x_row = row * step.tokens + step.tokens - 1u;
        #else
            uint x_row = row;
        #endif

            float sums[ROWS];
            float ups[ROWS];
            for (uint r = 0u; r < ROWS; r++) { sums[r] = 0.0; ups[r] = 0.0; }
            float squares = 0.0;
            for (uint block = lane; block < BLOCKS; block += SUBGROUP_SIZE)
            {
                vec4 low;
                vec4 high;
                read_x(x_row, block, low, high);
        #if NORM
                squares += dot(low, low) + dot(high, high);
                low *= norm[2u * block] + NORM_OFFSET;
                high *= norm[2u * block + 1u] + NORM_OFFSET;
        #endif
                for (uint r = 0u; r < ROWS; r++)
                {
                    uint n = min(first + r, OUTPUTS - 1u);
                    vec4 w_low;
                    vec4 w_high;
                    read_weights(n * BLOCKS + block, w_low, w_high);
                    sums[r] += dot(low, w_low) + dot(high, w_high);
        #if GATED
                    read_weights((OUTPUTS + n) * BLOCKS + block, w_low, w_high);
                    ups[r] += dot(low, w_low) + dot(high, w_high);
        #endif
                }
            }

            float scale = 1.0;
        #if NORM
            scale = inversesqrt(subgroupAdd(squares) / float(INPUTS) + EPSILON);
        #endif
            for (uint start = 0u; start < ROWS; start += SUBGROUP_SIZE)
            {
                float sum = 0.0;            // lane i keeps what row start + i sums to: one store then writes all rows
                float up = 0.0;
                for (uint r = start; r < min(ROWS, start + SUBGROUP_SIZE); r++)
                {
                    float total = subgroupAdd(sums[r]);
                    sum = lane == r - start ? total * scale : sum;
        #if GATED
                    total = subgroupAdd(ups[r]);
                    up = lane == r - start ? total * scale : up;
        #endif
                }

                uint n = first + start + lane;
                if (start + lane < ROWS && n < OUTPUTS) { store(row, n, sum, up); }
            }
        }

        """;
}
