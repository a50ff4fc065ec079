using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A generated tower that sees: what it takes and gives, its scratch buffers, and the functions that record it. The runtime walks the layers, so that it can be stopped and tell how far it is.</summary>
/// <param name="Info">What it takes and gives.</param>
/// <param name="Scratch">Buffers within a call; <see cref="Recorder.Scratch"/> counts them. They share nothing with a session's.</param>
/// <param name="Entry">Makes the residual stream.</param>
/// <param name="Layer">Takes the stream through a layer, by its number.</param>
/// <param name="Features">Reads the features off the stream after the last layer.</param>
/// <param name="DeepStack">Reads the features of a level off the stream, by the merger's number; null without DeepStack.</param>
public sealed record EncoderFunctions(
    VisionTowerInfo Info,
    IReadOnlyList<ScratchDefinition> Scratch,
    Action<Recorder> Entry,
    Action<Recorder, int> Layer,
    Action<Recorder> Features,
    Action<Recorder, int>? DeepStack);
