using System;

namespace Modelwright.Runtime;

/// <summary>A result that is wanted of a forward pass, and where it goes.</summary>
public readonly record struct ModelOutput
{
    private const int Stream = -1;
    private const int Router = -2;

    private ModelOutput(int exit, int layer, Memory<float> destination, OutputRows rows) => (Exit, Layer, Destination, Rows) = (exit, layer, destination, rows);

    /// <summary>The exit by its place in <see cref="TowerInfo.Exits"/>; negative for what is read between or in layers.</summary>
    public int Exit { get; }

    /// <summary>For the residual stream the layer that it is about to enter, for a router its layer.</summary>
    public int Layer { get; }

    /// <summary>Receives float32 rows, as many as <see cref="Rows"/> says.</summary>
    public Memory<float> Destination { get; }

    /// <summary>Of which columns.</summary>
    public OutputRows Rows { get; }

    internal bool IsExit => Exit >= 0;

    internal bool IsStream => Exit == Stream;

    internal bool IsRouter => Exit == Router;

    /// <summary>What a head makes of columns: [rows, its width].</summary>
    /// <param name="exit">The exit's place in <see cref="TowerInfo.Exits"/>.</param>
    /// <param name="destination">Receives it.</param>
    /// <param name="rows">Of which columns.</param>
    public static ModelOutput OfExit(int exit, Memory<float> destination, OutputRows rows = default) => new(exit, 0, destination, rows);

    /// <summary>
    /// The residual stream between layers, [rows, width]: 0 is the embeddings, i what layer i − 1 left, the number of layers what the last one left, before the final norm.
    /// </summary>
    /// <param name="layer">The layer that it is about to enter.</param>
    /// <param name="destination">Receives it.</param>
    /// <param name="rows">Of which columns.</param>
    public static ModelOutput OfStream(int layer, Memory<float> destination, OutputRows rows = default) => new(Stream, layer, destination, rows);

    /// <summary>What the router of a layer says of columns before any softmax, [rows, experts].</summary>
    /// <param name="layer">One of <see cref="ExpertsInfo.Layers"/>.</param>
    /// <param name="destination">Receives it.</param>
    /// <param name="rows">Of which columns.</param>
    public static ModelOutput OfRouter(int layer, Memory<float> destination, OutputRows rows = default) => new(Router, layer, destination, rows);

    internal static ModelOutput First(OutputRows rows) => new(0, 0, default, rows);

    internal int Width(TowerInfo tower) => IsStream ? tower.Width : IsRouter ? tower.Experts!.Count : tower.Exits[Exit].Width;
}
