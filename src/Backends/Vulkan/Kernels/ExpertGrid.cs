using System;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// The grid of grouped products: x shares an expert's tiles, y its outputs, z is the expert. With rows spread evenly a workgroup gets one tile;
/// with all rows on one expert it gets at most experts / k of them, whatever the number of rows. Where that many tiles are too many loops, more workgroups share them.
/// </summary>
internal static class ExpertGrid
{
    public static Grid Of(int inputs, int outputs, LinearEpilogue epilogue, int experts, int perToken) => new(
        new GridAxis(perToken, Extent.Rows, GridUnit.Group, RegisterTile.Rows * Math.Min(experts, perToken * MostTiles(inputs, experts, perToken))),
        new GridAxis(outputs, Extent.One, GridUnit.Lane, MatrixTile.LaneOutputs(epilogue)),
        new GridAxis(1, Extent.Window));

    /// <summary>The workgroup's expert, where its outputs lie among all, and those of them that are bound. Indented as in a kernel's main.</summary>
    public const string Place = """
        uint expert = window.first / OUTPUTS + gl_WorkGroupID.z;
            uint place = expert * OUTPUTS;
            uint bound = max(place, window.first) - place;
            uint bound_end = min(place + OUTPUTS, window.end) - place;
        """;

    /// <summary>The loops over tiles and inputs.</summary>
    public static Loop Walk(int inputs, int experts, int perToken) => Walk(inputs, MostTiles(inputs, experts, perToken));

    /// <summary>Tiles one workgroup can have to walk: a token takes an expert once.</summary>
    private static int MostTiles(int inputs, int experts, int perToken)
    {
        int tiles = Padding.DivideUp(experts, perToken);
        while (tiles > 1 && !LoopBudget.Allows(Walk(inputs, tiles)))
        {
            tiles = Padding.DivideUp(tiles, 2);
        }

        return tiles;
    }

    private static Loop Walk(int inputs, int tiles) => new(tiles, new Loop(Padding.Blocks(inputs)));
}
