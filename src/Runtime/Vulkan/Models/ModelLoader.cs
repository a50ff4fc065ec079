using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Loads a model: checks the checkpoint, opens the device, compiles kernels while weights are copied.</summary>
internal static partial class ModelLoader
{
    /// <param name="definition">What the compiler knows of the model.</param>
    /// <param name="checkpoint">Path of the checkpoint's folder or file.</param>
    /// <param name="maxContext">Columns a sequence can have.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="record">Records everything that the model can do.</param>
    /// <param name="recordTowers">Records what of it a session runs.</param>
    public static LoadedModel Load(
        VulkanModelDefinition definition, string checkpoint, int maxContext, VulkanLoadOptions options, Action<Recorder> record, Action<Recorder> recordTowers)
    {
        Stopwatch watch = Stopwatch.StartNew();
        ILogger logger = options.Logger ?? NullLogger.Instance;
        LoadReport report = new(options.Progress, options.LoadCancellation);
        report.Stage(LoadStage.Verifying, checkpoint);
        using Checkpoint opened = Checkpoint.OpenFor(checkpoint, definition.Info, definition.Rope);
        WeightReader reader = new(new CheckpointView(opened, definition.Weights), options.IgnoreTensors, logger);
        SideFiles beside = SideFiles.Load(opened, options);

        report.Stage(LoadStage.Preparing, "device");
        ProductSurvey products = new(definition);
        Func<WeightSlot, bool>? reordered = null;
        if (definition.Reorder is not null)
        {
            recordTowers(products);
            reordered = products.Takes;
        }

        StoragePlan storage = StoragePlan.Of(options.Storage, reader, definition.WindowRows, reordered);
        WeightReport weightReport = storage.AddTo(reader.Report, options.Logger);
        ElementFormat cache = CacheFormats.Resolve(options.Cache, StoragePlan.Elements(options.Storage, reader.StoredFormat));
        VulkanDevice device = VulkanDevice.Open(options.Device, options.Validation, logger, options.Staging);
        try
        {
            WindowRules windows = WindowRules.Of(device.Capabilities, definition, options.LargestWindow);
            SessionSizes sizes = new(definition, 1, maxContext, options.PrefillChunk, cache) { ReorderedColumns = storage.ReorderedColumns };
            MemoryTable plan = VulkanMemory.Of(sizes, storage, windows).Table;
            MemoryBudget.Require(device, plan, available => MemoryAdvice.Fitting(available, options, maxContext, Needed));
            long Needed(WeightStorage asked, CacheStorage keys, int context)
            {
                StoragePlan other = StoragePlan.Of(asked, reader, definition.WindowRows, reordered);
                ElementFormat otherCache = CacheFormats.Resolve(keys, StoragePlan.Elements(asked, reader.StoredFormat));
                return VulkanMemory.Of(new SessionSizes(definition, 1, context, options.PrefillChunk, otherCache) { ReorderedColumns = other.ReorderedColumns }, other, windows).Total;
            }

            ShaderLibrary shaders = new(options.ShaderCompiler, options.ShaderCache ?? ShaderCache.Default, logger, new EmbeddedKernels(definition.KernelAssembly));
            FormatSurvey survey = new(definition.Weights, storage);
            record(survey);
            Task<KernelSet> kernels = Task.Run(() => KernelSet.Create(device, definition.Kernels, cache, shaders, survey.Needed, definition.Reorder));
            WeightStore store = LoadWeights(device, reader, storage, plan, report, windows, products, kernels);
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
                return new LoadedModel(device, storage, cache, made, store, beside, statistics) { Report = beside.AddTo(weightReport) };
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
        VulkanDevice device, WeightReader reader, StoragePlan storage, MemoryTable plan, LoadReport report, WindowRules windows, ProductSurvey products, Task<KernelSet> kernels)
    {
        InputOrders? orders = null;
        try
        {
            orders = InputOrders.Load(device, reader, storage, products);
            return WeightStore.Load(device, reader, storage, plan, report, windows, orders: orders);
        }
        catch
        {
            orders?.Dispose();
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
