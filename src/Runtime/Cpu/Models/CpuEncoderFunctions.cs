using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>A generated vision tower: what it takes and gives, and its functions. The runtime walks the layers, so that it can be stopped and tell how far it is.</summary>
/// <param name="Info">What it takes and gives.</param>
/// <param name="ArenaFloats">Floats of scratch memory for each patch.</param>
/// <param name="Patches">Where the entry reads the patches' numbers.</param>
/// <param name="Entry">Makes the residual stream.</param>
/// <param name="Layer">Takes the stream through a layer, by its number.</param>
/// <param name="Features">Reads the features off the stream after the last layer; says where they are.</param>
/// <param name="DeepStack">Reads the features of a level off the stream, by the merger's number; null without DeepStack.</param>
public sealed record CpuEncoderFunctions(
    VisionTowerInfo Info,
    int ArenaFloats,
    CpuBuffer Patches,
    Action<CpuEncoderCall> Entry,
    Action<CpuEncoderCall, int> Layer,
    Func<CpuEncoderCall, CpuBuffer> Features,
    Func<CpuEncoderCall, int, CpuBuffer>? DeepStack);
