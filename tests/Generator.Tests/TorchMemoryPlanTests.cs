using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis.Emit;
using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;

namespace Modelwright.Generator.Tests;

/// <summary>A TorchSharp model's memory, known before a byte is loaded, by the same words as a Vulkan model's.</summary>
public class TorchMemoryPlanTests
{
    [Fact]
    public void Weights_and_states_are_counted_in_their_types()
    {
        MemoryPlan plan = Plan("qwen3_next", batch: 2, context: 24, new TorchLoadOptions { Storage = WeightStorage.Float16, Compute = TorchSharp.torch.ScalarType.Float32, Cache = CacheStorage.BFloat16 });

        // Three linear layers: 80 channels of 3 columns in float32, and a ring of 4 columns of 80 + 4 * 12 + 8 rows in float32.
        Assert.Equal(3 * 2 * ((80 * 3 * 4) + (136 * 4 * 4)), Bytes("convolution (3 layers)"));
        Assert.Equal(3 * 2 * 4 * 12 * 8 * 4, Bytes("recurrent (3 layers)"));
        Assert.Equal(2 * 2 * 2 * 24 * 16 * 2, Bytes("kv"));
        Assert.Equal(plan.Total, plan.Table.Uses.Sum(static use => use.Bytes));
        Assert.Contains("weight embeddings", plan.ToTable(), StringComparison.Ordinal);

        long Bytes(string purpose) => plan.States.Single(use => use.Purpose == purpose).Bytes;
    }

    [Fact]
    public void Float32_takes_twice_the_weights_of_float16()
    {
        MemoryPlan half = Plan("qwen3_dense", 1, 8, new TorchLoadOptions { Storage = WeightStorage.Float16 });
        MemoryPlan full = Plan("qwen3_dense", 1, 8, new TorchLoadOptions { Storage = WeightStorage.Float32 });

        Assert.Equal(2 * half.Weights.Sum(static use => use.Bytes), full.Weights.Sum(static use => use.Bytes));
    }

    private static MemoryPlan Plan(string config, int batch, int context, TorchLoadOptions options)
    {
        GeneratorRun run = GeneratorRun.Of(TestConfigs.Golden(config), backend: "TorchSharp");
        using MemoryStream assembly = new();
        EmitResult result = run.Output.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        MethodInfo memory = Assembly.Load(assembly.ToArray()).GetType("Models.Model", throwOnError: true)!.GetMethod("Memory")!;
        return memory.CreateDelegate<Func<int, int, TorchLoadOptions?, MemoryPlan>>()(batch, context, options);
    }
}
