using System;
using System.Collections.Generic;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;
using Xunit.Sdk;

namespace Modelwright.Conformance.Tests;

/// <summary>Takes a case's runs through the Vulkan backend, under the validation layer with synchronization validation.</summary>
internal static class VulkanGoldens
{
    /// <summary>Weights as they are stored, caches in float32.</summary>
    public static VulkanLoadOptions AsStored { get; } = new() { Cache = CacheStorage.Float32, PrefillChunk = 256, MaxContext = 256, Validation = true };

    /// <returns>Dispatches of the last step.</returns>
    public static int Run(string name, VulkanLoadOptions options, Action<GoldenRunner, GoldenRun> check, double tolerance = Comparison.Float32)
    {
        GoldenCase golden = GoldenCase.Named(name);
        IReadOnlyList<RotaryPrecision> precisions = golden.RotaryPrecisions;
        for (int i = 0; ; i++)
        {
            try
            {
                return Run(golden, options with { RotaryPrecision = precisions[i] }, check, tolerance);
            }
            catch (XunitException) when (i + 1 < precisions.Count)
            {
                // the other way of rounding must agree
            }
        }
    }

    /// <summary>Logits of every column and of steps, and the tokens chosen.</summary>
    public static int Compare(string name, VulkanLoadOptions options)
    {
        int compared = 0;
        int dispatches = Run(name, options, (runner, run) =>
        {
            runner.CompareLogits(run);
            compared += runner.CompareSteps(run);
        });
        Assert.NotEqual(0, compared);
        return dispatches;
    }

    private static int Run(GoldenCase golden, VulkanLoadOptions options, Action<GoldenRunner, GoldenRun> check, double tolerance)
    {
        VulkanDevice device;
        int dispatches;
        using (VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, options))
        {
            device = model.Device;
            GoldenRunner runner = new(model, golden, tolerance, options);
            foreach (GoldenRun run in golden.PlainRuns)
            {
                check(runner, run);
            }

            dispatches = model.Statistics.DecodeDispatches;
        }

        Assert.Empty(device.ValidationMessages); // after disposal: what was leaked is told then
        return dispatches;
    }
}
