namespace Modelwright.Runtime.TorchSharp;

/// <summary>What the generated class tells the runtime of its model.</summary>
/// <param name="Info">Sizes and special tokens.</param>
/// <param name="Weights">Every weight and where a checkpoint has it.</param>
/// <param name="Rope">The rotary embedding.</param>
public sealed record TorchModelDefinition(ModelInfo Info, WeightManifest Weights, RotaryEmbedding Rope);
