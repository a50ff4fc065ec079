using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Keeps the last inputs of the convolution for the next call: (projection, state). Runs after <see cref="ConvolutionPrefillKernel"/>.
/// Rows move towards the front, so the front is written first and nothing is lost in place.
/// </summary>
internal static class ConvolutionStateKernel
{
    public static Kernel Emit(string name, DeltaShape shape, int taps) => Kernel.Of(
        name,
        Glsl(shape, taps),
        KernelClass.Lane,
        new Grid(new GridAxis(shape.Channels, Extent.One, GridUnit.Lane), new GridAxis(1, Extent.Batch)),
        LoopBudget.Check(name, $"{shape}, {taps} taps", new Loop(taps)),
        states: StateWindows.Of("state"));

    private static string Glsl(DeltaShape shape, int taps) => $$"""
        {{Prologue.Emit(GlslUse.Window)}}

        const uint CHANNELS = {{shape.Channels}}u;
        const uint COLUMNS = {{taps - 1}}u;             // the state holds
        const uint PROJECTION_STRIDE = {{Padding.RoundUp8(shape.ProjectionWidth)}}u;
        const uint STATE_STRIDE = {{Padding.RoundUp8(shape.Channels)}}u;

        layout(std430) readonly buffer Projection { float projection[]; };
        layout(std430) buffer State { float state[]; };

        void main()
        {
            uint sequence = gl_WorkGroupID.y;
            uint channel = gl_GlobalInvocationID.x;
            uint place = sequence * COLUMNS;
            if (channel >= CHANNELS || place < window.first || place >= window.end) { return; }

            Sequence own = step.sequences[sequence];
            uint new_columns = clamp(own.end, own.past, own.past + step.tokens) - own.past;     // without padding behind them
            uint base = (place - window.first) * STATE_STRIDE + channel;
            for (uint column = 0u; column < COLUMNS; column++)
            {
                uint from = column + new_columns;       // in the state followed by this call's columns
                uint row = sequence * step.tokens + from - COLUMNS;
                float value;
                if (from < COLUMNS) { value = state[base + from * STATE_STRIDE]; }
                else { value = is_padding(row) ? 0.0 : projection[row * PROJECTION_STRIDE + channel]; }
                state[base + column * STATE_STRIDE] = value;
            }
        }
        """;
}
