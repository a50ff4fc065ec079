using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>What a forward pass gives.</summary>
/// <param name="Logits">
/// What the head makes: [batch, tokens, vocabulary] of a causal language model, [batch, labels] of a text classifier, [batch, tokens, labels] of a token classifier,
/// [batch, tokens, 2] where answers begin and end; hidden states [batch, tokens, width] without a head.
/// </param>
/// <param name="Loss">With labels: the head's loss, plus the weighted balancing loss where that is computed.</param>
/// <param name="AuxiliaryLoss">The routers' balancing loss, where the model computes it.</param>
public sealed record HeadOutput(Tensor Logits, Tensor? Loss, Tensor? AuxiliaryLoss);
