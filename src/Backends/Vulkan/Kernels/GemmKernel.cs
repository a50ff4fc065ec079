using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Every row of x times a matrix: (x, weights, bias?, y), y = x·Wᵀ. A subgroup computes 8 rows times 4 outputs a lane in registers;
/// workgroups along x walk the rows, so that neighbours read the same weights.
/// </summary>
internal static class GemmKernel
{
    /// <param name="name">The kernel's name.</param>
    /// <param name="inputs">Width of x.</param>
    /// <param name="outputs">Width of y; the matrix of a gated product has twice as many rows.</param>
    /// <param name="bias">Whether a bias is bound.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="function">Activation of the gates of a gated product.</param>
    /// <param name="window">Reads the rows of a logits window; the first becomes row 0 of y.</param>
    /// <param name="merged">Rows of the call that x has one row for.</param>
    public static Kernel Emit(
        string name, int inputs, int outputs, bool bias, LinearEpilogue epilogue, Activation function = Activation.Silu, bool window = false, int merged = 1)
    {
        return Kernel.Of(
            name,
            Glsl(inputs, outputs, bias, epilogue, function, window, merged),
            KernelClass.Gemm,
            new Grid(
                window ? new GridAxis(LogitsWindow.Rows / RegisterTile.Rows) : new GridAxis(1, Extent.Rows, GridUnit.Group, merged * RegisterTile.Rows),
                new GridAxis(1, Extent.Window, GridUnit.Lane, MatrixTile.LaneOutputs(epilogue))),
            LoopBudget.Check(name, $"{inputs}->{outputs}", new Loop(Padding.Blocks(inputs))),
            cut: new WeightCut("weights", outputs, epilogue == LinearEpilogue.Gated ? 2 : 1),
            product: window || merged > 1 ? null : new MatrixProduct("weights", "x"));
    }

    private static string Glsl(int inputs, int outputs, bool bias, LinearEpilogue epilogue, Activation function, bool window, int merged) => $$"""
        {{Prologue.Emit(GlslUse.Weights | GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        const uint OUTPUTS = {{outputs}}u;
        const uint LANE_OUTPUTS = {{MatrixTile.LaneOutputs(epilogue)}}u;
        const uint STRIDE = {{Padding.RoundUp8(outputs) / MatrixTile.LaneOutputs(epilogue)}}u;            // of a row of y, in what a lane writes

        layout(std430) readonly buffer X { vec4 x[]; };
        {{WeightRows.Declare("weights")}}
        {{(bias ? "layout(std430) readonly buffer Bias { float bias[]; };" : string.Empty)}}
        layout(std430) {{(epilogue == LinearEpilogue.Residual ? string.Empty : "writeonly ")}}buffer Y { {{MatrixTile.LaneType(epilogue)}} y[]; };

        {{BlockAccess.ReadRow("x", inputs)}}

        {{MatrixTile.Emit("x", inputs)}}
        {{(epilogue is LinearEpilogue.Gated or LinearEpilogue.Activated ? "\n" + ActivationFunction.Emit(function) : string.Empty)}}
        {{MatrixTile.WeightRow(epilogue, "window.end - window.first")}}

        void main()
        {
            uint first = {{LogitsWindow.First(window)}}gl_WorkGroupID.x * 8u;
            uint end = {{LogitsWindow.End(window)}}{{(merged == 1 ? string.Empty : $" / {merged}u")}};
            uint column = window.first + (gl_WorkGroupID.y * SUBGROUPS + gl_SubgroupID) * SUBGROUP_SIZE * LANE_OUTPUTS;
            if (first >= end || column >= window.end) { return; }

            column += gl_SubgroupInvocationID * LANE_OUTPUTS;
            tile_source[0] = min(first + tile_row(0u), end - 1u);
            tile_source[1] = min(first + tile_row(1u), end - 1u);
            uvec4 sources = weight_rows(column - window.first);
            select_columns(sources);
            {{Start(bias, epilogue)}}
            #define START(r) sums[r] = start;
            EACH_ROW(START)
            multiply_weights();

            if (column >= window.end) { return; }

            uint at = (first{{(window ? " - step.rowOffset" : string.Empty)}}) * STRIDE + column / LANE_OUTPUTS;
            #define STORE(r) if (first + r < end) { {{Store(epilogue)}} }
            EACH_ROW(STORE)
        }
        """;

    /// <summary>Biases are not interleaved: those of all gates stand before those of all ups.</summary>
    private static string Start(bool bias, LinearEpilogue epilogue) => (bias, epilogue) switch
    {
        (false, _) => "const vec4 start = vec4(0.0);",
        (_, LinearEpilogue.Gated) => "uvec2 gates = sources.xy / 2u + window.first;\n    vec4 start = vec4(bias[gates.x], bias[gates.y], bias[OUTPUTS + gates.x], bias[OUTPUTS + gates.y]);",
        _ => "sources += window.first;\n    vec4 start = vec4(bias[sources.x], bias[sources.y], bias[sources.z], bias[sources.w]);",
    };

    private static string Store(LinearEpilogue epilogue) => epilogue switch
    {
        LinearEpilogue.Residual => "y[at + r * STRIDE] += sums[r];",
        LinearEpilogue.Activated => "y[at + r * STRIDE] = vec4(activate(sums[r].x), activate(sums[r].y), activate(sums[r].z), activate(sums[r].w));",
        LinearEpilogue.Gated => "y[at + r * STRIDE] = vec2(activate(sums[r].x) * sums[r].z, activate(sums[r].y) * sums[r].w);",
        _ => "y[at + r * STRIDE] = sums[r];",
    };
}
