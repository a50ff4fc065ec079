using System;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Auto;

/// <summary>
/// A model that was compiled for Vulkan and the CPU, and is loaded on one of them. The generated class derives from it; sessions, generation, heads and chat do not see which
/// of the two computes.
/// </summary>
public abstract class AutoModel : ILanguageModel
{
    private readonly ILanguageModel _model;

    /// <summary>Takes over what was loaded.</summary>
    /// <param name="loaded">By <see cref="AutoLoader.Load"/>.</param>
    protected AutoModel(LoadedBackend loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        _model = loaded.Model;
        (Vulkan, Cpu, LoadReport) = (loaded.Vulkan, loaded.Cpu, loaded.Report);
        (GenerationDefaults, WeightReport) = Vulkan is not null ? (Vulkan.GenerationDefaults, Vulkan.WeightReport) : (Cpu!.GenerationDefaults, Cpu.WeightReport);
    }

    /// <summary>What computes, and why.</summary>
    public AutoLoadReport LoadReport { get; }

    /// <summary>The model on Vulkan, with its device and statistics; <see langword="null"/> where the CPU computes.</summary>
    public VulkanModel? Vulkan { get; }

    /// <summary>The model on the CPU, with its statistics; <see langword="null"/> where Vulkan computes.</summary>
    public CpuModel? Cpu { get; }

    /// <inheritdoc/>
    public ModelInfo Info => _model.Info;

    /// <inheritdoc/>
    public int MaxContext => _model.MaxContext;

    /// <inheritdoc/>
    public ITextTokenizer? Tokenizer => _model.Tokenizer;

    /// <summary>The checkpoint's <c>generation_config.json</c>, or defaults where there is none or it cannot be read.</summary>
    public GenerationDefaults GenerationDefaults { get; }

    /// <summary>How the checkpoint compared with the model: what of it is not used, whether its names had another prefix, and what is wrong with files beside it.</summary>
    public WeightReport WeightReport { get; }

    /// <inheritdoc/>
    public IModelSession CreateSession(SessionOptions options) => _model.CreateSession(options);

    /// <summary>Frees the model, and sessions that still are: none may be at work.</summary>
    public void Dispose()
    {
        _model.Dispose();
        GC.SuppressFinalize(this);
    }
}
