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

    /// <summary>Each route's row is in the order of its expert, the shared one's in its own, whether a token has one row or one for each route; one order may be every expert's.</summary>
    [Theory]
    [InlineData(43, null, false, 5)]
    [InlineData(43, 21, true, 5)]
    [InlineData(24, 70, true, 5)]
    [InlineData(64, 64, false, 1)]
    public void Rows_of_routes_are_brought_into_the_orders_of_their_experts(int width, int? shared, bool routed, int orders)
    {
        const int Tokens = 3;
        RoutedExperts op = new(64, Count: 5, Width: width, K: 2, shared, Activation.Silu, null);
        int widest = Math.Max(width, shared ?? 0);
        (int columns, int stride) = ((width + 7) / 8 * 8, (widest + 7) / 8 * 8);
        uint[] order = [.. Enumerable.Range(0, orders).SelectMany(expert => Order(width, expert))];
        uint[] sharedOrder = Order(shared ?? 8, 9);
        uint[] routes = [.. Enumerable.Range(0, Tokens * op.Slots).SelectMany(route => new[] { route % op.Slots == 2 ? 5u : (uint)(route * 3 % 5), 0u })];
        double[] x = Reference.Numbers(1, (routed ? Tokens * op.Slots : Tokens) * widest);
        KernelBuffer y = KernelBuffer.Unwritten(Tokens * op.Slots * stride);

        runner.Run(
            ReorderRoutesKernel.Emit("Order", op, new RoutedRows(width, shared, widest, op.Slots, routed)),
            new KernelSetting { Batch = Tokens },
            [KernelBuffer.Rows(x, widest), KernelBuffer.Of(routes), KernelBuffer.Of(order), .. shared is null ? [] : new[] { KernelBuffer.Of(sharedOrder) }, y]);

        for (int row = 0; row < Tokens * op.Slots; row++)
        {
            bool isShared = row % op.Slots == 2;
            int expert = Math.Min((int)routes[row * 2], orders - 1);
            int start = (routed ? row : row / op.Slots) * widest;
            Reference.Close(
                [.. Enumerable.Range(0, isShared ? shared!.Value : width).Select(place => x[start + (int)(isShared ? sharedOrder[place] : order[(expert * columns) + place])])],
                place => y.Floats[(row * stride) + place]);
        }

        static uint[] Order(int width, int turn) => [.. Enumerable.Range(0, (width + 7) / 8 * 8).Select(place => (uint)(place < width ? ((place * 11) + turn) % width : place))];
    }

    /// <summary>Only a model whose config says that its checkpoints have such orders has the kernel, and tells its products' inputs.</summary>
    [Theory]
    [InlineData("\"quant_method\": \"gptq\", \"bits\": 4, \"desc_act\": true", true)]
    [InlineData("\"quant_method\": \"gptq\", \"bits\": 4, \"desc_act\": false", false)]
    [InlineData("\"quant_method\": \"gptq\", \"bits\": 4", false)]
    [InlineData("\"quant_method\": \"compressed-tensors\", \"config_groups\": { \"group_0\": { \"weights\": { \"actorder\": \"group\" } } }", true)]
    [InlineData("\"quant_method\": \"compressed-tensors\", \"config_groups\": { \"group_0\": { \"weights\": { \"actorder\": \"dynamic\" } } }", true)]
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
