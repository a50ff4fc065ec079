using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Loads a model: checks the checkpoint, opens the device, compiles kernels while weights are copied.</summary>
internal static partial class ModelLoader
{
    public static LoadedModel Load(VulkanModelDefinition definition, string checkpoint, int maxContext, VulkanLoadOptions options)
    {
        Stopwatch watch = Stopwatch.StartNew();
        ILogger logger = options.Logger ?? NullLogger.Instance;
        LoadReport report = new(options.Progress, options.LoadCancellation);
        report.Stage(LoadStage.Verifying, checkpoint);
        using Checkpoint opened = Checkpoint.Open(checkpoint);
        WeightReader reader = new(new CheckpointView(opened, definition.Weights), options.IgnoreTensors, logger);
        SideFiles beside = SideFiles.Load(opened.Folder, options);

        report.Stage(LoadStage.Preparing, "device");
        ElementFormat weights = reader.Resolve(options.Storage);
        KernelFormats formats = new(weights, CacheFormat.Resolve(options.Cache, weights));
        VulkanDevice device = VulkanDevice.Open(options.Device, options.Validation, logger, options.Staging);
        try
        {
            MemoryTable plan = VulkanMemory.Of(new SessionSizes(definition, 1, maxContext, options.PrefillChunk, formats.Cache), weights).Table;
            MemoryBudget.Require(device, plan);
            ShaderLibrary shaders = new(options.ShaderCompiler, options.ShaderCache ?? ShaderCache.Default, logger, new EmbeddedKernels(definition.KernelAssembly));
            Task<KernelSet> kernels = Task.Run(() => KernelSet.Create(device, definition.Kernels, formats, shaders));
            WeightStore store = LoadWeights(device, reader, weights, plan, report, WindowRules.Of(device, definition, options.LargestWindow), kernels);
            try
            {
                report.Stage(LoadStage.Kernels, $"{definition.Kernels.Count} kernels");
                KernelSet made = kernels.GetAwaiter().GetResult();
                VulkanStatistics statistics = new()
                {
                    WeightBytes = store.Bytes(),
                    Kernels = definition.Kernels.Count,
                    CompiledKernels = shaders.Compilations,
                    LoadTime = watch.Elapsed,
                };
                LogLoaded(logger, definition.Info.Name, watch.ElapsedMilliseconds, statistics.WeightBytes, definition.Kernels.Count, shaders.Compilations);
                report.Stage(LoadStage.Ready, definition.Info.Name);
                return new LoadedModel(device, formats, made, store, beside, statistics) { Report = beside.AddTo(reader.Report) };
            }
            catch
            {
                DisposeResult(kernels);
                store.Dispose();
                throw;
            }
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    private static WeightStore LoadWeights(
        VulkanDevice device, WeightReader reader, ElementFormat format, MemoryTable plan, LoadReport report, WindowRules windows, Task<KernelSet> kernels)
    {
        try
        {
            return WeightStore.Load(device, reader, format, plan, report, windows);
        }
        catch
        {
            DisposeResult(kernels);
            throw;
        }
    }

    /// <summary>Waits for the kernels to be made and frees them; if making them failed too, the first exception is the one to throw.</summary>
    private static void DisposeResult(Task<KernelSet> kernels)
    {
        ((IAsyncResult)kernels).AsyncWaitHandle.WaitOne();
        if (kernels.IsCompletedSuccessfully)
        {
            kernels.Result.Dispose();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Model} loaded in {Milliseconds} ms: {WeightBytes} bytes of weights, {Kernels} kernels of which {Compiled} were compiled.")]
    private static partial void LogLoaded(ILogger logger, string model, long milliseconds, long weightBytes, int kernels, int compiled);
}
