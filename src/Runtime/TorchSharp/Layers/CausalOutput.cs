using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>What a forward pass of a causal language model gives.</summary>
/// <param name="Logits">[batch, tokens, vocabulary].</param>
/// <param name="Loss">With labels: their cross entropy, plus the weighted balancing loss where that is computed.</param>
/// <param name="AuxiliaryLoss">The routers' balancing loss, where the model computes it.</param>
public sealed record CausalOutput(Tensor Logits, Tensor? Loss, Tensor? AuxiliaryLoss);
