using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>What is wanted of a language model's pass. What is not asked for is not computed.</summary>
public sealed record CausalOptions
{
    /// <summary>Of which columns logits are wanted (<c>logits_to_keep</c>): all, the last, the last n (<see cref="OutputRows.LastColumns"/>) or given ones. Default: the last.</summary>
    public OutputRows LogitsToKeep { get; init; } = OutputRows.Last;

    /// <summary>The right tokens, [count, columns] and not shifted; −100 (<see cref="HeadLosses.Ignored"/>) does not count. With them the loss is computed.</summary>
    public IReadOnlyList<int>? Labels { get; init; }

    /// <summary>What the loss's sum is divided by in place of the labels that count (<c>num_items_in_batch</c>).</summary>
    public double? LabelCount { get; init; }

    /// <summary>Whether what routers say is wanted, and their balancing loss (<c>output_router_logits</c>).</summary>
    public bool RouterLogits { get; init; }

    /// <summary>Whether the residual stream before each layer is wanted (<c>output_hidden_states</c>).</summary>
    public bool HiddenStates { get; init; }
}
