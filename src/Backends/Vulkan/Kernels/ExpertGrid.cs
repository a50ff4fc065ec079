namespace Modelwright.Backends.Vulkan;

/// <summary>
/// The grid of grouped products: x shares an expert's tiles, y its outputs, z is the expert. With rows spread evenly a workgroup gets one tile;
/// with all rows on one expert it gets at most experts / k of them, whatever the number of rows.
/// </summary>
internal static class ExpertGrid
{
    public static Grid Of(int outputs, LinearEpilogue epilogue, int experts, int perToken) => new(
        new GridAxis(perToken, Extent.Rows, GridUnit.Group, RegisterTile.Rows * experts),
        new GridAxis(outputs, Extent.One, GridUnit.Lane, MatrixTile.LaneOutputs(epilogue)),
        new GridAxis(experts));

    /// <summary>Tiles one workgroup can have to walk.</summary>
    public static int MostTiles(int experts, int perToken) => Padding.DivideUp(experts, perToken) + 1;
}
