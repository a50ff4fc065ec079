using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>A stack of layers and what can be read off it; the generated class fills it in.</summary>
/// <param name="Name">Its name, unique in the model.</param>
/// <param name="Width">Width of the residual stream.</param>
/// <param name="LayerCount">Layers.</param>
/// <param name="Exits">The heads, each by its place in the list.</param>
public record TowerInfo(string Name, int Width, int LayerCount, IReadOnlyList<ExitInfo> Exits);

/// <summary>A head.</summary>
/// <param name="Name">Its name, unique in the tower.</param>
/// <param name="Width">Numbers it makes of a column.</param>
public sealed record ExitInfo(string Name, int Width);
