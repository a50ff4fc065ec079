namespace Modelwright.IR;

/// <summary>A model: towers that feed one another. A language model has one, <see cref="Text"/>.</summary>
internal sealed record Module(ModelSpec Spec, EquatableArray<Tower> Towers)
{
    /// <summary>The tower that turns tokens into logits.</summary>
    public Tower Text => Towers[0];
}
