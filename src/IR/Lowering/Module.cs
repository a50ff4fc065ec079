using System.Linq;

namespace Modelwright.IR;

/// <summary>A model: towers that feed one another. A language model has one, <see cref="Text"/>.</summary>
internal sealed record Module(ModelSpec Spec, EquatableArray<Tower> Towers)
{
    /// <summary>The tower that turns tokens into logits.</summary>
    public Tower Text => Towers[0];

    /// <summary>The tower that turns patches into features, where the model sees.</summary>
    public Tower? Vision => Towers.FirstOrDefault(static tower => tower.Name == VisionLowering.TowerName);
}
