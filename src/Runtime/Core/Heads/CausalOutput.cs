using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>What a language model's pass gives.</summary>
/// <param name="Logits">[count, columns that were kept, vocabulary].</param>
public sealed record CausalOutput(IReadOnlyList<float> Logits)
{
    /// <summary>With labels: the mean cross entropy of the next tokens, and where routers are asked for their weighted balancing loss with it.</summary>
    public double? Loss { get; init; }

    /// <summary>The routers' balancing loss, where they are asked for (<c>aux_loss</c>).</summary>
    public double? AuxiliaryLoss { get; init; }

    /// <summary>Of each layer with experts what its router says of every column, [count, columns, experts]; empty unless asked for.</summary>
    public IReadOnlyList<IReadOnlyList<float>> RouterLogits { get; init; } = [];

    /// <summary>The residual stream before each layer, embeddings first, and behind the last one before the final norm: [count, columns, width] each; empty unless asked for.</summary>
    public IReadOnlyList<IReadOnlyList<float>> HiddenStates { get; init; } = [];
}
