using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Microsoft.Extensions.Logging;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// A model on the CPU. The generated class derives from it and says, in its table of towers, which operations a call consists of; weights, memory, threads and sessions
/// are the same for all models. Sessions may be used on any thread; while one computes, others wait.
/// </summary>
public abstract partial class CpuModel : ILanguageModel
{
    private readonly CpuModelDefinition _definition;
    private readonly CpuLoadOptions _options;
    private readonly CpuWeights _weights;
    private readonly Lock _gate = new();
    private readonly HashSet<CpuSession> _sessions = [];
    private bool _disposed;

    /// <summary>Loads the model: maps the checkpoint's files, and copies what cannot be used where it lies.</summary>
    /// <param name="definition">What the compiler knows of the model.</param>
    /// <param name="checkpoint">Path of the checkpoint's folder or file.</param>
    /// <param name="options">How to load it; <see langword="null"/> for defaults.</param>
    /// <exception cref="CheckpointException">The checkpoint cannot be read.</exception>
    /// <exception cref="WeightMismatchException">The checkpoint is not one of this model.</exception>
    /// <exception cref="OutOfDeviceMemoryException">What is copied, and one session of <see cref="MaxContext"/> columns, need more memory than there is; nothing was read yet.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="ProjectLimitException">The options ask for a longer context than the class's project allows.</exception>
    /// <exception cref="OperationCanceledException">Loading was stopped.</exception>
    protected CpuModel(CpuModelDefinition definition, string checkpoint, CpuLoadOptions? options)
    {
        long start = Stopwatch.GetTimestamp();
        (_definition, _options) = (definition, definition.Info.Complete(options));
        MaxContext = definition.Info.MaxContext(_options);
        int threads = _options.ResolveThreads();
        _options.Progress?.Report(new LoadProgress(LoadStage.Verifying, 0, 0, checkpoint));
        Checkpoint opened = Checkpoint.OpenFor(checkpoint, definition.Info, definition.Rope);
        if (_options.Activations == ActivationRounding.Automatic)
        {
            _options = _options with { Activations = opened.Gguf is null ? ActivationRounding.Bits16 : ActivationRounding.Bits8 };
        }

        _weights = CpuWeights.Load(opened, definition, _options);
        try
        {
            SideFiles files = SideFiles.Load(opened, _options);
            (GenerationDefaults, Tokenizer, WeightReport) = (files.GenerationDefaults, files.Tokenizer, files.AddTo(_weights.Report));
            MediaFiles = files.Processors;
            Engine = new CpuEngine(threads, _options.Kernels);
        }
        catch
        {
            _weights.Dispose();
            throw;
        }

        Statistics = new CpuStatistics(Engine.Threads, 32 * Engine.Kernels.Lanes, _weights.MappedBytes, _weights.CopiedBytes, Stopwatch.GetElapsedTime(start))
        {
            Notice = ProcessorVectors.Notice(32 * Engine.Kernels.Lanes),
            Activations = _options.Activations,
        };
        if (Statistics.Notice is string notice && _options.Logger is { } logger)
        {
            LogNarrow(logger, notice);
        }

        _options.Progress?.Report(new LoadProgress(LoadStage.Ready, _weights.MappedBytes + _weights.CopiedBytes, _weights.MappedBytes + _weights.CopiedBytes, definition.Info.Name));
    }

    /// <inheritdoc/>
    public ModelInfo Info => _definition.Info;

    /// <inheritdoc/>
    public int MaxContext { get; }

    /// <inheritdoc/>
    public ITextTokenizer? Tokenizer { get; }

    /// <summary>The checkpoint's <c>generation_config.json</c>, or defaults where there is none or it cannot be read.</summary>
    public GenerationDefaults GenerationDefaults { get; }

    /// <summary>How the checkpoint compared with the model: what of it is not used, whether its names had another prefix, and what is wrong with files beside it.</summary>
    public WeightReport WeightReport { get; }

    /// <summary>What the model runs on and what loading it took.</summary>
    public CpuStatistics Statistics { get; }

    internal CpuEngine Engine { get; }

    internal CpuModelDefinition Compiled => _definition;

    private protected MediaProcessors MediaFiles { get; }

    private protected CpuWeights LoadedWeights => _weights;

    private protected bool IsDisposed => _disposed;

    private ElementFormat Cache => CacheFormats.Resolve(_options.Cache, _weights.Elements);

    /// <inheritdoc/>
    /// <exception cref="CheckpointChangedException">A file that weights are read from was changed since the model was loaded.</exception>
    public IModelSession CreateSession(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return CreateSession(options.BatchSize, SessionChecks.Capacity(options, Info, MaxContext));
    }

    internal CpuSession CreateSession(int batch, int capacity)
    {
        _weights.Seal.Check();
        MemoryTable uses = CpuMemory.Session(_definition, batch, capacity, Cache, CpuSessionMemory.RowsOf(batch, capacity, _options.PrefillChunk)).Session;
        HostMemory.Require(_options, uses, available => MemoryAdvice.Session(available, capacity, length =>
            CpuMemory.Session(_definition, batch, length, Cache, CpuSessionMemory.RowsOf(batch, length, _options.PrefillChunk)).Session.Total));
        CpuSession session = new(this, _definition.Towers[0], new CpuSessionMemory(_definition, batch, capacity, _options.PrefillChunk, Cache));
        lock (_gate)
        {
            _sessions.Add(session);
        }

        return session;
    }

    /// <summary>Ends the threads and closes the checkpoint, and sessions that still are: none may be at work.</summary>
    public void Dispose()
    {
        CpuSession[] sessions;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            sessions = [.. _sessions];
        }

        foreach (CpuSession session in sessions)
        {
            session.Dispose();
        }

        Release();
        Engine.Dispose();
        _weights.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what a kind of model has beside weights and sessions.</summary>
    private protected virtual void Release()
    {
    }

    internal CpuCall CreateCall(CpuSessionMemory memory) => new(Engine, _weights, memory);

    internal RotaryState? CreateRotary() => _definition.Rope?.CreateState(_options.RotaryPrecision);

    internal void Forget(CpuSession session)
    {
        lock (_gate)
        {
            _sessions.Remove(session);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Notice}")]
    private static partial void LogNarrow(ILogger logger, string notice);
}
