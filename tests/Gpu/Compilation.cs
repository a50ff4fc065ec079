using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging.Abstractions;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Gpu;

/// <summary>Compiles kernels for the device that this process's environment makes the driver believe in. What several models share is compiled once.</summary>
internal static class Compilation
{
    private const int Workers = 2;

    /// <exception cref="VulkanUnavailableException">The driver knows no such device.</exception>
    public static FamilyReport Run(IReadOnlyList<string> configs, IReadOnlyList<Variant> variants, CancellationToken cancel)
    {
        using VulkanDevice device = VulkanDevice.Open(device: null, validation: false, logger: null, staging: false, statistics: true);
        KernelUse[] uses = [.. configs.SelectMany(config => variants.SelectMany(variant => KernelUse.Of(config, variant, cancel)))];
        ShaderLibrary shaders = new(compiler: null, ShaderCache.Default, NullLogger.Instance);
        ConcurrentDictionary<object, CodeStatistics> codes = [];
        PipelineStatistics statistics = new(device);
        foreach (IGrouping<ElementFormat, KernelUse> cached in uses.GroupBy(static use => use.Variant.Cache))
        {
            KernelUse[] distinct = [.. cached.DistinctBy(Key)];
            using KernelSet kernels = KernelSet.Create(device, [.. distinct.Select(static use => use.Definition)], cached.Key, shaders, []);
            Parallel.For(0, distinct.Length, new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancel }, i =>
                codes[Key(distinct[i])] = statistics.Of(kernels[i].PipelineFor(distinct[i].Formats)));
        }

        return new FamilyReport(
            device.Info.Name,
            device.Info.Driver,
            device.Profile.SubgroupSize,
            [.. uses.Select(use => new KernelReport(use.Config, use.Variant.Name, use.Definition.Name, use.Definition.Class, use.Decodes, codes[Key(use)]))]);
    }

    /// <summary>What a pipeline depends on.</summary>
    private static object Key(KernelUse use) => (use.Definition.Glsl, use.Definition.Class, use.Formats, use.Variant.Cache);
}
