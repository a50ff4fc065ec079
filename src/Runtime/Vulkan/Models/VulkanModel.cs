using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// A model on a Vulkan device. The generated class derives from it and says, in its table of functions, which kernels run over which buffers;
/// everything else (weights, memory, sessions) is the same for all models.
/// </summary>
public abstract class VulkanModel : ILanguageModel
{
    private readonly LoadedModel _loaded;
    private readonly VulkanLoadOptions _options;
    private readonly Lock _gate = new();
    private readonly HashSet<VulkanSession> _sessions = [];
    private bool _disposed;

    /// <summary>Loads the model: opens the device, compiles the kernels (or finds them in the cache) while the weights are copied.</summary>
    /// <param name="definition">What the compiler knows of the model.</param>
    /// <param name="checkpoint">Path of the checkpoint's folder or file.</param>
    /// <param name="options">How to load it; <see langword="null"/> for defaults.</param>
    /// <exception cref="CheckpointException">The checkpoint cannot be read.</exception>
    /// <exception cref="WeightMismatchException">The checkpoint is not one of this model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="ProjectLimitException">The options ask for a longer context than the class's project allows.</exception>
    /// <exception cref="ContextOverflowException">The context asked for is longer than the kernels can go: 262,144.</exception>
    /// <exception cref="DeviceException">There is no device that fits, or it lacks memory or features.</exception>
    /// <exception cref="ShaderCompilationException">A kernel does not compile, or there is no compiler.</exception>
    /// <exception cref="OperationCanceledException">Loading was stopped.</exception>
    protected VulkanModel(VulkanModelDefinition definition, string checkpoint, VulkanLoadOptions? options)
    {
        _options = definition.Info.Complete(options);
        Definition = definition;
        MaxContext = definition.Info.MaxContext(_options);
        _loaded = ModelLoader.Load(definition, checkpoint, MaxContext, _options, RecordAll, RecordTowers);
        Statistics = _loaded.Statistics;
        GenerationDefaults = _loaded.Beside.GenerationDefaults;
        Tokenizer = _loaded.Beside.Tokenizer;
    }

    /// <inheritdoc/>
    public ModelInfo Info => Definition.Info;

    /// <inheritdoc/>
    public int MaxContext { get; }

    /// <inheritdoc/>
    public ITextTokenizer? Tokenizer { get; }

    /// <summary>The checkpoint's <c>generation_config.json</c>, or defaults where there is none or it cannot be read.</summary>
    public GenerationDefaults GenerationDefaults { get; }

    /// <summary>How the checkpoint compared with the model: what of it is not used, whether its names had another prefix, and what is wrong with files beside it.</summary>
    public WeightReport WeightReport => _loaded.Report;

    /// <summary>The device the model is on.</summary>
    public VulkanDevice Device => _loaded.Device;

    /// <summary>What loading and the last calls cost.</summary>
    public VulkanStatistics Statistics { get; private set; }

    /// <summary>What the compiler knows of the model.</summary>
    internal VulkanModelDefinition Definition { get; }

    internal LoadedModel Loaded => _loaded;

    internal RotaryState? CreateRotary() => Definition.Rope?.CreateState(_options.RotaryPrecision);

    /// <inheritdoc/>
    public IModelSession CreateSession(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_disposed, this);
        int capacity = SessionChecks.Capacity(options, Info, MaxContext, Definition.MaxRows);
        SessionSizes sizes = new(Definition, options.BatchSize, capacity, _options.PrefillChunk, _loaded.Cache) { ReorderedColumns = _loaded.Storage.ReorderedColumns };
        WindowRules windows = WindowRules.Of(Device.Capabilities, Definition, _options.LargestWindow);
        MemoryTable uses = VulkanMemory.Of(sizes, _loaded.Storage, windows).Session;
        MemoryBudget.Require(Device, uses);
        VulkanSession session = new(this, sizes, windows, uses);
        lock (_gate)
        {
            _sessions.Add(session);
        }

        return session;
    }

    /// <summary>Frees the device, and sessions that still are: none may be at work.</summary>
    public void Dispose()
    {
        VulkanSession[] sessions;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            sessions = [.. _sessions];
        }

        foreach (VulkanSession session in sessions)
        {
            session.Dispose();
        }

        Release();
        _loaded.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The functions that record the model's work, in the order of <see cref="VulkanModelDefinition.Towers"/>.</summary>
    protected abstract IReadOnlyList<TowerFunctions> Towers { get; }

    internal TowerFunctions FirstTower => Towers[0];

    /// <summary>Frees what a kind of model has beside weights and sessions.</summary>
    private protected virtual void Release()
    {
    }

    private protected bool IsDisposed => _disposed;

    internal void Forget(VulkanSession session)
    {
        lock (_gate)
        {
            _sessions.Remove(session);
        }
    }

    /// <summary>Everything that can be recorded, in no order that computes anything.</summary>
    private protected virtual void RecordAll(Recorder recorder) => RecordTowers(recorder);

    private void RecordTowers(Recorder recorder)
    {
        foreach ((TowerFunctions tower, TowerDefinition definition) in Towers.Zip(Definition.Towers))
        {
            foreach (LayerFunctions form in (LayerFunctions[])[tower.Decode, tower.Prefill])
            {
                form.Entry(recorder);
                for (int layer = 0; layer < definition.Info.LayerCount; layer++)
                {
                    form.Layer(recorder, layer);
                }
            }

            foreach (ExitFunctions exit in tower.Exits)
            {
                exit.Last(recorder);
                exit.All(recorder);
            }
        }
    }

    /// <summary>Changes the statistics under a lock: sessions of one model may take turns on several threads.</summary>
    internal void Count(Func<VulkanStatistics, VulkanStatistics> change)
    {
        lock (_gate)
        {
            Statistics = change(Statistics);
        }
    }
}
