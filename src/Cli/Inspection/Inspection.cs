using System.Collections.Generic;

namespace Modelwright.Cli;

/// <summary>What can be said of a model from its config alone.</summary>
/// <param name="Config">The file.</param>
/// <param name="ModelType"><c>model_type</c>.</param>
/// <param name="Towers">Its towers with their layers.</param>
/// <param name="Weights">Its weights, slot by slot.</param>
/// <param name="Cost">What a token costs.</param>
/// <param name="Memory">What it takes at several contexts and formats, for one sequence.</param>
/// <param name="Sessions">What one session takes by the format of its keys and values.</param>
/// <param name="Devices">Whether the devices of this machine hold it.</param>
/// <param name="Messages">The compiler's messages.</param>
internal sealed record Inspection(
    string Config,
    string ModelType,
    IReadOnlyList<TowerTable> Towers,
    IReadOnlyList<WeightLine> Weights,
    TokenCost Cost,
    IReadOnlyList<MemoryLine> Memory,
    IReadOnlyList<SessionLine> Sessions,
    IReadOnlyList<DeviceLine> Devices,
    IReadOnlyList<string> Messages);

/// <summary>A tower: its name, the width of its residual stream, and which layers are alike.</summary>
internal sealed record TowerTable(string Name, int Width, IReadOnlyList<LayerLine> Layers, IReadOnlyList<string> Exits);

/// <summary>Layers of one kind.</summary>
/// <param name="Kind">What such a layer is.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Numbers">Which, in runs: <c>0-2, 4-6</c>.</param>
internal sealed record LayerLine(string Kind, int Count, string Numbers);

/// <summary>A weight of the generated class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Rows of one layer's.</param>
/// <param name="Columns">Columns of one layer's.</param>
/// <param name="Layers">How many layers have one; 0 where it stands outside the layers.</param>
/// <param name="Parameters">Elements of all of them; 0 where it is another one's, tied to it.</param>
/// <param name="ReadFraction">The part of it that one decoded token reads.</param>
internal sealed record WeightLine(string Name, int Rows, int Columns, int Layers, long Parameters, double ReadFraction);

/// <summary>What one decoded token costs at batch size 1.</summary>
/// <param name="Parameters">Parameters of the model.</param>
/// <param name="ActiveParameters">Parameters that take part in one token.</param>
/// <param name="Flops">Floating-point operations of its matrix products, a multiplication with its addition counted as two.</param>
/// <param name="HeadFlops">Those of them that make logits, which a prompt needs of its last token alone.</param>
/// <param name="FlopsPerDepth">Further ones of attention for each token before it, where no window ends it.</param>
/// <param name="WeightBytes">Bytes of weights that it reads, in 16 bits.</param>
/// <param name="CacheBytesPerDepth">Bytes of keys and values that it reads for each token before it, in 16 bits, where no window ends it.</param>
/// <param name="StateBytes">Bytes of recurrent states that it reads and writes, in 32 bits.</param>
internal sealed record TokenCost(
    long Parameters, long ActiveParameters, double Flops, double HeadFlops, double FlopsPerDepth, double WeightBytes, double CacheBytesPerDepth, double StateBytes);

/// <summary>Memory in bytes, keys and values being cached in 16 bits, or in 32 where the matrices are float32.</summary>
/// <param name="Context">Tokens that fit in.</param>
/// <param name="Storage">Format of the matrices.</param>
/// <param name="Weights">For weights.</param>
/// <param name="Session">For caches, recurrent states and buffers of one sequence.</param>
internal sealed record MemoryLine(int Context, string Storage, long Weights, long Session);

/// <summary>Bytes of one session, with matrices of 16 bits.</summary>
/// <param name="Context">Tokens that fit in.</param>
/// <param name="Cache">Format of keys and values.</param>
/// <param name="Session">For caches, recurrent states and buffers of one sequence.</param>
internal sealed record SessionLine(int Context, string Cache, long Session);

/// <summary>A device with its memory in bytes, and what of the model it holds.</summary>
internal sealed record DeviceLine(string Device, long Memory, IReadOnlyList<DeviceFit> Fits);

/// <summary>The largest context of those tried with which the model fits in a format; 0 for none.</summary>
internal sealed record DeviceFit(string Storage, int Context);
