namespace Modelwright.IR;

/// <summary>What an architecture family is beside what its keys say. Code after binding sees these as parts of the spec and never asks for the family.</summary>
/// <param name="ModelType">The <c>model_type</c>.</param>
/// <param name="ModelClass">The name in <c>architectures</c> of the family's language model, or of its model that sees.</param>
/// <param name="Checkpoint">Where its files have the weights.</param>
/// <param name="ZeroCentredNorms">Whether norms multiply by <c>1 + weight</c> and not by <c>weight</c>.</param>
internal sealed record Family(string ModelType, string ModelClass, CheckpointLayout Checkpoint, bool ZeroCentredNorms = false)
{
    /// <summary>Its classes of other heads.</summary>
    public EquatableArray<HeadClass> OtherHeads { get; init; } = [];
}
