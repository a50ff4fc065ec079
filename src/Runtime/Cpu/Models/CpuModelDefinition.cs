using System.Collections.Generic;

namespace Modelwright.Runtime.Cpu;

/// <summary>Everything the runtime must know of a model; the generated class holds one.</summary>
/// <param name="Info">Name, vocabulary, special tokens.</param>
/// <param name="Weights">The weights; calls count its slots.</param>
/// <param name="Transposed">Slots of vectors that are kept transposed: filters of convolutions, tap by tap.</param>
/// <param name="States">What layers remember between calls.</param>
/// <param name="ArenaFloats">Floats of scratch memory for each row.</param>
/// <param name="Rope">The rotary embedding, where the model has one.</param>
/// <param name="Towers">Its stacks of layers; a session runs the first.</param>
/// <param name="Stored">The format in which checkpoints of this config normally have the matrices: what the memory plan assumes for <see cref="WeightStorage.AsStored"/>.</param>
public sealed record CpuModelDefinition(
    ModelInfo Info,
    WeightManifest Weights,
    IReadOnlyCollection<int> Transposed,
    IReadOnlyList<StateSlot> States,
    int ArenaFloats,
    RotaryEmbedding? Rope,
    IReadOnlyList<CpuTower> Towers,
    WeightStorage Stored = WeightStorage.BFloat16);
