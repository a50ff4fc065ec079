using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>A stack of layers and what can be read off it; the generated class fills it in.</summary>
/// <param name="Name">Its name, unique in the model.</param>
/// <param name="Width">Width of the residual stream.</param>
/// <param name="LayerCount">Layers.</param>
/// <param name="Exits">The heads, each by its place in the list.</param>
public record TowerInfo(string Name, int Width, int LayerCount, IReadOnlyList<ExitInfo> Exits)
{
    /// <summary>Its experts; <see langword="null"/> where it has none.</summary>
    public ExpertsInfo? Experts { get; init; }
}

/// <summary>The experts of a tower.</summary>
/// <param name="Count">Experts of a layer: the width of its router's logits.</param>
/// <param name="PerToken">Experts a token.</param>
/// <param name="Layers">The layers that have some.</param>
/// <param name="LossWeight">What the balancing loss counts in training (<c>router_aux_loss_coef</c>).</param>
public sealed record ExpertsInfo(int Count, int PerToken, IReadOnlyList<int> Layers, float LossWeight);

/// <summary>A head.</summary>
/// <param name="Name">Its name, unique in the tower.</param>
/// <param name="Width">Numbers it makes of a column.</param>
public sealed record ExitInfo(string Name, int Width);
