using System;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

[Collection(KernelRunnerCollection.Name)]
[Trait("Subgroups", "Any")]
public sealed class ReorderKernelTests(KernelRunner runner)
{
    /// <summary>One kernel takes rows of any width up to the widest, and what lies behind a row's end stays behind it.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(43, 3)]
    [InlineData(64, 1)]
    [InlineData(523, 5)]
    public void Rows_are_brought_into_an_order(int width, int rows)
    {
        int stride = (width + 7) / 8 * 8;
        uint[] order = [.. Enumerable.Range(0, stride).Select(place => (uint)(place < width ? (place * 7) % width : place))];
        double[] x = Reference.Numbers(1, rows * width);
        KernelBuffer y = KernelBuffer.Unwritten(rows * stride);

        runner.Run(ReorderKernel.Emit(523), new KernelSetting { Batch = rows }, KernelBuffer.Rows(x, width), KernelBuffer.Of(order), y);

        Reference.Close([.. Enumerable.Range(0, rows * width).Select(i => x[(i / width * width) + (int)order[i % width]])], i => y.Floats[(i / width * stride) + (i % width)]);
    }

    /// <summary>Only a model whose config says that its checkpoints have such orders has the kernel, and tells its products' inputs.</summary>
    [Theory]
    [InlineData("\"quant_method\": \"gptq\", \"bits\": 4, \"desc_act\": true", true)]
    [InlineData("\"quant_method\": \"gptq\", \"bits\": 4, \"desc_act\": false", false)]
    [InlineData("\"quant_method\": \"gptq\", \"bits\": 4", false)]
    [InlineData("\"quant_method\": \"compressed-tensors\", \"config_groups\": { \"group_0\": { \"weights\": { \"actorder\": \"group\" } } }", true)]
    [InlineData("\"quant_method\": \"compressed-tensors\", \"config_groups\": { \"group_0\": { \"weights\": { \"actorder\": \"weight\" } } }", false)]
    public void A_model_has_it_where_its_config_says_so(string quantization, bool has)
    {
        ModelSpec spec = ConfigBinder.Bind($$"""
            { "model_type": "qwen3", "hidden_size": 64, "intermediate_size": 96, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16, "num_hidden_layers": 2,
              "vocab_size": 131, "tie_word_embeddings": false, "quantization_config": { {{quantization}} } }
            """).Spec!;

        ModelPlan plan = VulkanBackend.Plan(ModelLowering.Lower(spec), default);

        Assert.Equal(has, plan.Kernels.Reorders);
        Assert.Contains(plan.Kernels.Kernels, static kernel => kernel.Kernel.Product is { Norm: "norm" });
    }
}
