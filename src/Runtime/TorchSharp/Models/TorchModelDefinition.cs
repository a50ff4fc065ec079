using System.Collections.Generic;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>What the generated class tells the runtime of its model.</summary>
/// <param name="Info">Sizes and special tokens.</param>
/// <param name="Weights">Every weight and where a checkpoint has it.</param>
/// <param name="Rope">The rotary embedding.</param>
/// <param name="States">What layers remember, and which layers do.</param>
/// <param name="Stored">The format in which checkpoints of this config normally have the matrices.</param>
/// <param name="Tower">Sizes and heads of the tower that sessions run.</param>
/// <param name="Windows">How many columns layers that slide see, the present one included: each number once; empty where no layer slides.</param>
/// <param name="Training">What matters to a model that is trained and saved.</param>
public sealed record TorchModelDefinition(
    ModelInfo Info, WeightManifest Weights, RotaryEmbedding Rope, IReadOnlyList<StateSlot> States, WeightStorage Stored, TowerInfo Tower, IReadOnlyList<int> Windows, TrainingInfo Training);
