using System;
using System.IO;
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
        GeneratorRun run = GeneratorRun.Of(TestConfigs.FullSize(config));
        using MemoryStream assembly = new();
        EmitResult result = run.Output.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        MethodInfo memory = Assembly.Load(assembly.ToArray()).GetType("Models.Model", throwOnError: true)!.GetMethod("Memory")!;
        MemoryPlan plan = memory.CreateDelegate<Func<int, int, VulkanLoadOptions?, MemoryPlan>>()(1, 32768, new VulkanLoadOptions { Storage = WeightStorage.BFloat16 });

        return Verifier.Verify(plan.ToTable()).UseDirectory("Snapshots").UseParameters(config);
    }
}
