using System;
using System.Collections.Generic;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>The backends, all of which compute vision towers.</summary>
internal static class VisionBackends
{
    public static IReadOnlyList<string> All { get; } = ["Cpu", "TorchSharp", "Vulkan"];

    /// <summary>Every case on every backend.</summary>
    public static TheoryData<string, string> Times(IEnumerable<string> cases)
    {
        TheoryData<string, string> data = [];
        foreach (string name in cases)
        {
            foreach (string backend in All)
            {
                data.Add(name, backend);
            }
        }

        return data;
    }

    /// <summary>Loads a model; on Vulkan under the validation layer.</summary>
    /// <param name="backend">Which.</param>
    /// <param name="config">Its config.</param>
    /// <param name="checkpoint">Its weights.</param>
    /// <param name="storage">Their format.</param>
    /// <param name="prefillChunk">Columns computed at once; null for the backend's own.</param>
    /// <param name="with">What else to load it with.</param>
    /// <param name="oneThread">Whether only one thread uses it: TorchSharp counts its tensors by the thread.</param>
    public static LoadedTower Load(
        string backend, string config, string checkpoint, WeightStorage storage = WeightStorage.AsStored, int? prefillChunk = null, Func<LoadOptions, LoadOptions>? with = null, bool oneThread = true)
    {
        LoadOptions Prepared(LoadOptions options)
        {
            options = options with { Storage = storage, MaxContext = 256 };
            options = prefillChunk is int chunk ? options with { PrefillChunk = chunk } : options;
            return with is null ? options : with(options);
        }

        switch (backend)
        {
            case "Cpu":
                return new LoadedTower(CompiledModel.Load(config, checkpoint, (CpuLoadOptions)Prepared(new CpuLoadOptions { Cache = CacheStorage.Float32 })));
            case "TorchSharp":
                long live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
                storage = storage == WeightStorage.AsStored ? WeightStorage.Float32 : storage; // quantised weights would be widened to the checkpoint's 16 bits
                TorchModel torch = CompiledModel.Load(config, checkpoint, (TorchLoadOptions)Prepared(new TorchLoadOptions { Device = TestDevice.Current }));
                return new LoadedTower(torch, () => Assert.Equal(live, oneThread ? DisposeScopeManager.Statistics.ThreadTotalLiveCount : live));
            case "Vulkan":
                VulkanModel model = CompiledModel.Load(config, checkpoint, (VulkanLoadOptions)Prepared(new VulkanLoadOptions { Cache = CacheStorage.Float32, Validation = true }));
                VulkanDevice device = model.Device;
                return new LoadedTower(model, () => Assert.Empty(device.ValidationMessages)); // after disposal: what was leaked is told then
            default:
                throw new ArgumentOutOfRangeException(nameof(backend), backend, "Not a backend.");
        }
    }
}
