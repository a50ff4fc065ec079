using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Reflection;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Everything the runtime must know of a model; the generated class holds one.</summary>
/// <param name="Info">Name, vocabulary, special tokens.</param>
/// <param name="Weights">The weights; <see cref="Recorder.Weight"/> counts its slots.</param>
/// <param name="Kernels">The kernels; <see cref="Recorder.Dispatch"/> counts them.</param>
/// <param name="Scratch">Buffers within a call; <see cref="Recorder.Scratch"/> counts them.</param>
/// <param name="States">Buffers between calls; <see cref="Recorder.State"/> counts them.</param>
/// <param name="Rope">The rotary embedding, where the model has one.</param>
/// <param name="Towers">Its stacks of layers; a session runs the first.</param>
/// <param name="Stored">The format in which checkpoints of this config normally have the matrices: what the memory plan assumes for <see cref="WeightStorage.AsStored"/>.</param>
public sealed record VulkanModelDefinition(
    ModelInfo Info,
    WeightManifest Weights,
    IReadOnlyList<KernelDefinition> Kernels,
    IReadOnlyList<ScratchDefinition> Scratch,
    IReadOnlyList<StateDefinition> States,
    RotaryEmbedding? Rope,
    IReadOnlyList<TowerDefinition> Towers,
    WeightStorage Stored = WeightStorage.BFloat16)
{
    /// <summary>Where the build put compiled kernels, as resources named by a hash of their text; null: nowhere.</summary>
    public Assembly? KernelAssembly { get; init; }

    /// <summary>The kernel that brings rows into the order of a matrix's columns (x, order, y); null: matrices whose columns have an order of their own are widened.</summary>
    public int? Reorder { get; init; }

    /// <summary>Rows (batch times new columns) of one call that the kernels are made for.</summary>
    public int MaxRows { get; init; } = SessionSizes.MaxRows;

    /// <summary>For each slot whose kernels take it in windows: the rows that must stay together.</summary>
    public IReadOnlyDictionary<int, int> WindowRows { get; init; } = ReadOnlyDictionary<int, int>.Empty;

    /// <summary>For slots whose rows that stay together are cut all the same where they are too many for a window, such as one expert's: the rows that stay together then.</summary>
    public IReadOnlyDictionary<int, int> WindowParts { get; init; } = ReadOnlyDictionary<int, int>.Empty;

    /// <summary>For slots of which a token reads a part: slot number to that part (experts per token / experts; 1 / vocabulary for the embedding). For statistics only.</summary>
    public IReadOnlyDictionary<int, double> ReadFractions { get; init; } = ReadOnlyDictionary<int, double>.Empty;
}
