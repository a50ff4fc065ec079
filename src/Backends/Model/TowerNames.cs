using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>How generated names tell towers apart: those of a model's first tower stand as they are, those of the others begin with the tower's name.</summary>
internal static class TowerNames
{
    public static string Prefix(Module module, Tower tower) => tower.Name == module.Towers[0].Name ? "" : CSharpName.Pascal(tower.Name);
}
