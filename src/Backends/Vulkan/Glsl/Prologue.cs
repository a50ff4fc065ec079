using System.Text;

namespace Modelwright.Backends.Vulkan;

/// <summary>The head of every kernel: version, extensions, specialisation constants and the step buffer (binding 0).</summary>
internal static class Prologue
{
    private const string Step = """
        struct Sequence         // in columns of its own
        {
            uint past;          // that its caches already hold: the first new one
            uint first;         // the first that is no padding
            uint end;           // behind the last that is no padding
        };

        layout(set = 0, binding = 0, std430) readonly buffer Step
        {
            uint tokens;        // new columns of each sequence
            uint rows;          // batch * tokens; row = sequence * tokens + token
            uint batch;
            uint capacity;      // columns a cache row holds
            uint splits;        // grid of decode attention: parts of the key axis, key/value heads, batch
            uint splitsY;
            uint splitsZ;
            uint rowOffset;     // first row of a logits window
            Sequence sequences[];
        } step;

        bool is_padding(uint row)
        {
            Sequence own = step.sequences[row / step.tokens];
            uint column = own.past + row % step.tokens;
            return column < own.first || column >= own.end;
        }
        """;

    private const string Window = "layout(push_constant) uniform Window { uint first; uint end; } window;       // what is bound: items of the weight, or rows of the state";

    public static string Emit(GlslUse use)
    {
        StringBuilder text = new();
        text.Append("#version 450\n#extension GL_KHR_shader_subgroup_basic : require\n");
        Append(text, use, GlslUse.Arithmetic, "#extension GL_KHR_shader_subgroup_arithmetic : require");
        Append(text, use, GlslUse.Shuffle, "#extension GL_KHR_shader_subgroup_shuffle : require");
        Append(text, use, GlslUse.Unroll, "#extension GL_EXT_control_flow_attributes : require");
        text.Append("\nlayout(local_size_x_id = 2, local_size_y = 1, local_size_z = 1) in;\n");
        text.Append("layout(constant_id = 0) const uint SUBGROUP_SIZE = 8;\n");
        text.Append("layout(constant_id = 1) const uint SUBGROUPS = 1;      // a workgroup's; local_size_x is their product\n");
        Append(text, use, GlslUse.CacheFormat, "layout(constant_id = 3) const uint CACHE_FORMAT = 0;   // 0 f32, 1 f16, 2 bf16, 3 int8 with scales");
        Append(text, use, GlslUse.Rows, "layout(constant_id = 4) const uint ROWS = 4;           // outputs a subgroup computes");
        text.Append('\n').Append(Step);
        if ((use & GlslUse.Window) != 0)
        {
            text.Append("\n\n").Append(Window);
        }

        if ((use & GlslUse.Weights) != 0)
        {
            text.Append("\n\n").Append(WeightRows.Widen);
        }

        if ((use & GlslUse.CacheFormat) != 0)
        {
            text.Append("\n\n").Append(BlockAccess.Widen);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, GlslUse use, GlslUse part, string line)
    {
        if ((use & part) != 0)
        {
            text.Append(line).Append('\n');
        }
    }
}
