using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Modelwright.Generator.Tests;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>What a model on a device does with the device: it compiles kernels once, and leaves nothing behind.</summary>
public sealed class VulkanLifetimeTests : IDisposable
{
    private static readonly string Folder = Path.Combine(TestConfigs.Repository, "samples", "Shakespeare", "model");

    private readonly List<VulkanDevice> _devices = [];

    /// <summary>After each test, with its models disposed, the validation layer has said nothing: no hazard, and no Vulkan object left.</summary>
    public void Dispose() => Assert.All(_devices, static device => Assert.Empty(device.ValidationMessages));

    [Fact]
    public async Task Disposing_a_model_frees_what_its_callers_forgot()
    {
        ICausalLanguageModel model = Load();
        IAsyncEnumerator<string> abandoned = model.GenerateTextAsync("ROMEO:\n", new GenerationOptions { MaxTokens = 8, Temperature = 0, IgnoreEndTokens = true }).GetAsyncEnumerator();
        Assert.True(await abandoned.MoveNextAsync());
        model.CreateSession(new SessionOptions { BatchSize = 2, Capacity = 16 }).Reset();
        model.Dispose();
        await abandoned.DisposeAsync();
    }

    [Fact]
    public void A_second_start_compiles_nothing_unless_the_cache_is_off()
    {
        string cache = Directory.CreateTempSubdirectory().FullName;
        try
        {
            VulkanStatistics first = LoadGolden(ShaderCache.At(cache));
            Assert.Equal(first.Kernels, first.CompiledKernels);
            Assert.Equal(0, LoadGolden(ShaderCache.At(cache)).CompiledKernels);
            Assert.Equal(first.Kernels, LoadGolden(ShaderCache.Off).CompiledKernels);
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    private VulkanStatistics LoadGolden(ShaderCache cache)
    {
        string golden = Path.Combine(TestConfigs.Repository, "tests", "goldens", "qwen3_dense");
        VulkanLoadOptions options = new() { MaxContext = 32, Validation = true, ShaderCache = cache };
        using VulkanModel model = CompiledModel.Load(TestConfigs.Golden("qwen3_dense"), golden, options);
        _devices.Add(model.Device);
        return model.Statistics;
    }

    private ICausalLanguageModel Load()
    {
        VulkanLoadOptions options = new() { MaxContext = 128, Validation = true };
        VulkanModel model = CompiledModel.Load(File.ReadAllText(Path.Combine(Folder, "config.json")), Folder, options);
        _devices.Add(model.Device);
        return (ICausalLanguageModel)model;
    }
}
