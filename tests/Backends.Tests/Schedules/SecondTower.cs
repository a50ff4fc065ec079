using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>A second tower, called "side", with weights of its own.</summary>
internal static class SecondTower
{
    /// <summary>The module of a model, and beside its tower another of the same layers, 40 wide.</summary>
    public static Module Beside(ModelSpec spec)
    {
        Module module = ModelLowering.Lower(spec);
        return module with { Towers = [module.Text, Renamed(ModelLowering.Lower(spec with { HiddenSize = 40 }).Text)] };
    }

    public static Tower Renamed(Tower tower) => tower.Rewrite(static block => block with
    {
        Body = block.Body.Rewrite(static (node, inputs, builder) =>
            node.Op is Weight weight ? builder.Add(new Weight(weight.Slot with { Name = "side_" + weight.Slot.Name }), node.Origin, inputs) : null),
    }) with
    { Name = "side" };
}
