using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;
using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>Keys and values cached as bytes with scales, on every backend: in prompts, in steps, in padded batches, and as memory plans count them.</summary>
public sealed class Int8CacheTests
{
    /// <summary>
    /// Every cached number is rounded to 1/254 of the largest of its 32, twice as coarse as the least of bfloat16's: the median row within a fiftieth of the scale, where whole
    /// models in bfloat16 are allowed a tenth and more.
    /// </summary>
    private const double Tolerance = 2e-2;

    public static TheoryData<string, string> Models => new()
    {
        { "Cpu", "qwen3_dense" }, { "Cpu", "qwen3_moe_sliding" }, { "Cpu", "qwen3_next" }, { "Cpu 256", "qwen3_moe" }, { "Cpu 128", "qwen3_5_text" },
        { "Vulkan", "qwen3_dense" }, { "Vulkan", "qwen3_moe_sliding" }, { "Vulkan", "qwen3_next" }, { "Vulkan", "qwen3_5_text" },
        { "TorchSharp", "qwen3_dense" }, { "TorchSharp", "qwen3_moe_sliding" }, { "TorchSharp", "qwen3_next" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    [Trait("Subgroups", "Any")]
    public void Logits_stay_close_to_Hugging_Faces(string backend, string name) => Run(backend, name, static (runner, run) => runner.CompareRoundedLogits(run));

    /// <summary>A prompt attends to its own keys as they were rounded, as steps do.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Prompts_pieces_and_steps_agree(string backend, string name)
    {
        int compared = 0;
        Run(backend, name, (runner, run) =>
        {
            float[] whole = Comparison.Unmasked(runner.Forward(run, PositionCounting.FromFirstToken), run);
            foreach (int piece in (int[])[1, 3])
            {
                float[] pieces = Comparison.Unmasked(runner.Forward(run, PositionCounting.FromFirstToken, piece), run);
                Comparison.AssertRowClose(pieces, whole, runner.Vocabulary, 5e-3, share: 0.5, $"{run.Name} in pieces of {piece}");
                compared++;
            }
        });
        Assert.NotEqual(0, compared);
    }

    /// <summary>Long enough that a step reads many rounded keys: what a trained model loses of its perplexity and of its distributions.</summary>
    [Fact]
    public void A_trained_model_loses_little()
    {
        static CpuModel Loaded(CacheStorage cache) => CompiledModel.Load(
            HeldOutText.Config, HeldOutText.Folder, new CpuLoadOptions { Storage = WeightStorage.Float32, Cache = cache, MaxContext = HeldOutText.Columns });
        using CpuModel wide = Loaded(CacheStorage.Float32);
        using CpuModel rounded = Loaded(CacheStorage.Int8);
        Comparison.AssertClose(HeldOutText.Read(wide), HeldOutText.Read(rounded), perplexity: 0.001, divergence: 1e-5);
    }

    /// <summary>A byte for every number and a float32 for every 32 of a head of 16: rounded up to whole words where rows are read by words, and to whole groups on TorchSharp.</summary>
    [Theory]
    [InlineData("Cpu", (16 + 4) + (16 + 16))]
    [InlineData("Vulkan", 2 * (16 + 16))]
    [InlineData("TorchSharp", 2 * (32 + 4))]
    public void Plans_count_its_bytes(string backend, int keyAndValue)
    {
        const int batch = 3;
        const int context = 128;
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        using ICausalLanguageModel model = (ICausalLanguageModel)Load(backend, golden);
        MemoryPlan plan = model switch
        {
            CpuModel cpu => CpuMemory.Of(cpu.Compiled, batch, context, new CpuLoadOptions { Cache = CacheStorage.Int8 }),
            VulkanModel vulkan => VulkanMemory.Of(vulkan.Definition, batch, context, new VulkanLoadOptions { Cache = CacheStorage.Int8 }),
            _ => TorchMemory.Of(((TorchModel)model).Definition, batch, context, new TorchLoadOptions { Cache = CacheStorage.Int8 }),
        };

        const long rows = 4L * batch * 2 * context; // four layers of two key/value heads
        Assert.Equal(rows * keyAndValue, plan.States.Sum(static use => use.Bytes));
    }

    private static void Run(string backend, string name, Action<GoldenRunner, GoldenRun> check)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using ILanguageModel model = Load(backend, golden);
        GoldenRunner runner = new(model, golden, Tolerance, new LoadOptions());
        foreach (GoldenRun run in golden.PlainRuns)
        {
            check(runner, run);
        }

        Assert.Empty((model as VulkanModel)?.Device.ValidationMessages ?? []);
    }

    private static ILanguageModel Load(string backend, GoldenCase golden) => backend switch
    {
        "Vulkan" => CompiledModel.Load(golden.Config, golden.Folder, new VulkanLoadOptions { Cache = CacheStorage.Int8, MaxContext = 256, Validation = true }),
        "TorchSharp" => CompiledModel.Load(golden.Config, golden.Folder, new TorchLoadOptions { Cache = CacheStorage.Int8, MaxContext = 256, Device = torch.CPU }),
        _ => CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { Cache = CacheStorage.Int8, MaxContext = 256, Kernels = Kernels(backend) }),
    };

    private static CpuKernels Kernels(string backend) => backend switch
    {
        "Cpu 256" => new CpuKernels<Vector256<float>, Lanes256>(),
        "Cpu 128" => new CpuKernels<Vector128<float>, Lanes128>(),
        _ => CpuKernels.Best,
    };
}
