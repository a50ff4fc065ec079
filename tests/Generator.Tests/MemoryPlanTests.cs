using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Emit;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;
using VerifyXunit;

namespace Modelwright.Generator.Tests;

/// <summary>What a published model takes, known before a byte is loaded: the table that <c>Memory(…).ToTable()</c> prints.</summary>
public class MemoryPlanTests
{
    [Theory]
    [InlineData("qwen3-30b-a3b")]
    [InlineData("qwen3-235b-a22b")]
    [InlineData("qwen3-next-80b-a3b-thinking")]
    public Task The_table_of_one_sequence_with_32768_columns(string config)
    {
        GeneratorRun run = GeneratorRun.Of(TestConfigs.FullSize(config), backend: "Vulkan");
        using MemoryStream assembly = new();
        EmitResult result = run.Output.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        MethodInfo memory = Assembly.Load(assembly.ToArray()).GetType("Models.Model", throwOnError: true)!.GetMethod("Memory")!;
        MemoryPlan plan = memory.CreateDelegate<Func<int, int, VulkanLoadOptions?, MemoryPlan>>()(1, 32768, new VulkanLoadOptions { Storage = WeightStorage.BFloat16 });

        return Verifier.Verify(plan.ToTable()).UseDirectory("Snapshots").UseParameters(config);
    }

    /// <summary>The same with four pictures of a megapixel, whose features are kept together.</summary>
    [Theory]
    [InlineData("qwen3.5-27b")]
    [InlineData("qwen3.5-35b-a3b")]
    [InlineData("qwen3.5-397b-a17b")]
    [InlineData("qwen3-vl-30b-a3b-instruct")]
    [InlineData("qwen3-vl-32b-instruct")]
    public Task The_table_of_a_model_that_sees(string config)
    {
        MemoryPlan plan = Seeing(TestConfigs.FullSize(config))(1, 32768, 4, 1 << 20, new VulkanLoadOptions { Storage = WeightStorage.BFloat16 });

        return Verifier.Verify(plan.ToTable()).UseDirectory("Snapshots").UseParameters(config);
    }

    /// <summary>Three pictures of 24 by 40 pixels: blocks of 8 by 8 pixels are a feature, of 48 numbers in three levels; the tower takes them in one call.</summary>
    [Fact]
    public void Pictures_are_counted_by_their_size()
    {
        Func<int, int, int, long, VulkanLoadOptions?, MemoryPlan> memory = Seeing(TestConfigs.Golden("qwen3_vl"));
        (MemoryPlan none, MemoryPlan three, MemoryPlan six) = (memory(1, 64, 0, 0, null), memory(1, 64, 3, 24 * 40, null), memory(1, 64, 6, 24 * 40, null));

        Assert.Equal(new MemoryUse("vision features (3)", 3 * 15 * 48 * 3 * sizeof(float)), three.Io[^1]);
        Assert.Equal(none.Scratch, three.Scratch.Take(none.Scratch.Count));
        long Patches(MemoryPlan plan) => plan.Scratch.Single(static use => use.Purpose == "vision patches").Bytes;
        Assert.Equal((3 * 60 * 96 * sizeof(float), 6 * 60 * 96 * sizeof(float)), (Patches(three), Patches(six)));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory(1, 64, -1, 10, null));
    }

    private static Func<int, int, int, long, VulkanLoadOptions?, MemoryPlan> Seeing(string config)
    {
        GeneratorRun run = GeneratorRun.Of(config, backend: "Vulkan");
        using MemoryStream assembly = new();
        EmitResult result = run.Output.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        MethodInfo method = Assembly.Load(assembly.ToArray()).GetType("Models.Model", throwOnError: true)!.GetMethod("Memory")!;
        return method.CreateDelegate<Func<int, int, int, long, VulkanLoadOptions?, MemoryPlan>>();
    }
}
