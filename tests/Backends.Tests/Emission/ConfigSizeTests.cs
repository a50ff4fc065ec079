using System.Linq;
using System.Threading;
using CsCheck;
using Modelwright.Backends.Vulkan;
using Modelwright.Compiler;
using Modelwright.IR;
using Modelwright.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>No valid size is a fault of the compiler: a config is refused by a message about its numbers, or both backends emit it.</summary>
public class ConfigSizeTests
{
    [Fact]
    public void Any_size_is_compiled_or_refused_by_a_message()
    {
        int compiled = 0;
        RandomConfigs.Any.Sample(config => Interlocked.Add(ref compiled, Compiles(config) ? 1 : 0), iter: 150, threads: 2);

        Assert.True(compiled > 15, $"only {compiled} configs were within the limits");
    }

    /// <summary>Each of these was once more than the loops of a kernel allow, or lies at a limit.</summary>
    [Theory]
    [InlineData("qwen3_moe", "\"num_experts\": 64, \"num_experts_per_tok\": 32")]
    [InlineData("qwen3_moe", "\"num_experts\": 4096, \"num_experts_per_tok\": 512, \"moe_intermediate_size\": 131072, \"hidden_size\": 131072")]
    [InlineData("qwen3_moe", "\"num_experts\": 4096, \"num_experts_per_tok\": 1, \"moe_intermediate_size\": 131072, \"hidden_size\": 131072")]
    [InlineData("qwen3_moe", "\"num_experts\": 128, \"num_experts_per_tok\": 1, \"hidden_size\": 5120")]
    [InlineData("qwen3", "\"num_attention_heads\": 64, \"num_key_value_heads\": 1")]
    [InlineData("qwen3", "\"num_attention_heads\": 71, \"num_key_value_heads\": 1")]
    [InlineData("qwen3", "\"num_attention_heads\": 2048, \"num_key_value_heads\": 1, \"hidden_size\": 131072, \"intermediate_size\": 131072")]
    [InlineData("qwen3", "\"num_attention_heads\": 256, \"num_key_value_heads\": 1, \"head_dim\": 1024")]
    [InlineData("qwen3_next", "\"linear_conv_kernel_dim\": 64, \"linear_key_head_dim\": 1023, \"linear_value_head_dim\": 1023")]
    [InlineData("qwen3_next", "\"linear_key_head_dim\": 1024, \"linear_value_head_dim\": 1024, \"linear_num_key_heads\": 1, \"linear_num_value_heads\": 256")]
    [InlineData("qwen3_next", "\"num_attention_heads\": 1, \"num_key_value_heads\": 1, \"linear_num_key_heads\": 1, \"linear_num_value_heads\": 1")]
    public void A_size_at_the_edge_compiles(string family, string sizes) => Assert.True(Compiles($$"""{ "model_type": "{{family}}", {{sizes}} }"""));

    /// <summary>Towers whose rows, patches and tables are as large as they may be.</summary>
    [Theory]
    [InlineData("\"hidden_size\": 65536, \"num_heads\": 64, \"spatial_merge_size\": 2")]
    [InlineData("\"hidden_size\": 1024, \"num_heads\": 1, \"spatial_merge_size\": 16")]
    [InlineData("\"hidden_size\": 4096, \"num_heads\": 1024, \"intermediate_size\": 131072")]
    [InlineData("\"hidden_size\": 16, \"num_heads\": 2, \"patch_size\": 256, \"in_channels\": 2, \"temporal_patch_size\": 2, \"num_position_embeddings\": 16777216")]
    public void A_tower_at_the_edge_compiles(string sizes) => Assert.True(Compiles($$$"""
        { "model_type": "qwen3_vl", "text_config": { "num_hidden_layers": 2, "hidden_size": 64 }, "vision_config": { "depth": 3, "out_hidden_size": 64, "deepstack_visual_indexes": [1], {{{sizes}}} } }
        """));

    [Fact]
    public void Heads_that_are_too_wide_together_are_a_message()
    {
        BindResult result = ConfigBinder.Bind("""{ "model_type": "qwen3", "num_attention_heads": 1024, "head_dim": 512 }""");

        Assert.Contains(result.Messages, static message => message.Id == MessageId.TooWideTogether);
        Assert.Null(result.Spec);
    }

    /// <summary>Whether the config is within the limits; where it is, everything is emitted, and where it is not, the messages are about its numbers.</summary>
    private static bool Compiles(string config)
    {
        BindResult result = ConfigBinder.Bind(config);
        if (result.Spec is not ModelSpec spec)
        {
            Assert.Contains(result.Messages, static message => message.Id is MessageId.OutOfRange or MessageId.TooWideTogether);
            return false;
        }

        foreach (IBackend backend in ModelCompiler.Backends)
        {
            Assert.NotEmpty(Emitted.Files(spec, backend: backend.Name));
        }

        Kernel[] kernels = [.. Emitted.Plan(spec).Kernels.Kernels.Select(static kernel => kernel.Kernel)];
        Assert.All(kernels, static kernel => Assert.InRange(kernel.LoopBound, 0, LoopBudget.Limit - 1));
        return true;
    }
}
