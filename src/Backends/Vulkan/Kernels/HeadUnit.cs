namespace Modelwright.Backends.Vulkan;

/// <summary>
/// What a lane reads of a row of heads at a time: 4 neighbouring numbers where every head begins at a multiple of 4, else one.
/// The kernel's text is the same for both.
/// </summary>
internal sealed record HeadUnit(int Size, string Type, string Functions, string ReadTaps)
{
    public static HeadUnit Quad { get; } = new(
        4,
        "vec4",
        "vec4 activate_unit(vec4 x) { return vec4(activate(x.x), activate(x.y), activate(x.z), activate(x.w)); }",
        """
        // The taps of 4 channels lie channel by channel.
        void read_taps(uint at, out vec4 taps[TAPS])
        {
            vec4 raw[TAPS];
            [[unroll]] for (uint i = 0u; i < TAPS; i++) { raw[i] = weight[at * TAPS + i]; }
            [[unroll]] for (uint i = 0u; i < TAPS; i++)
            {
                uvec4 from = i + TAPS * uvec4(0u, 1u, 2u, 3u);
                taps[i] = vec4(raw[from.x / 4u][from.x % 4u], raw[from.y / 4u][from.y % 4u], raw[from.z / 4u][from.z % 4u], raw[from.w / 4u][from.w % 4u]);
            }
        }
        """);

    public static HeadUnit Single { get; } = new(
        1,
        "float",
        "float activate_unit(float x) { return activate(x); }",
        "void read_taps(uint at, out float taps[TAPS]) { [[unroll]] for (uint i = 0u; i < TAPS; i++) { taps[i] = weight[at * TAPS + i]; } }");
}
