using System;
using System.Collections.Generic;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>The backends that compute vision towers.</summary>
internal static class VisionBackends
{
    public static IReadOnlyList<string> All { get; } = ["Cpu", "TorchSharp", "Vulkan"];

    public static LoadedTower Load(string backend, string config, string checkpoint, WeightStorage storage = WeightStorage.AsStored)
    {
        switch (backend)
        {
            case "Cpu":
                return new LoadedTower(CompiledModel.Load(config, checkpoint, new CpuLoadOptions { Storage = storage }));
            case "TorchSharp":
                long live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
                TorchModel torch = CompiledModel.Load(config, checkpoint, new TorchLoadOptions { Storage = storage, MaxContext = 64, Device = TestDevice.Current });
                return new LoadedTower(torch, () => Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount));
            case "Vulkan":
                VulkanModel model = CompiledModel.Load(config, checkpoint, new VulkanLoadOptions { Storage = storage, MaxContext = 64, Validation = true });
                VulkanDevice device = model.Device;
                return new LoadedTower(model, () => Assert.Empty(device.ValidationMessages)); // after disposal: what was leaked is told then
            default:
                throw new ArgumentOutOfRangeException(nameof(backend), backend, "Not a backend.");
        }
    }
}
