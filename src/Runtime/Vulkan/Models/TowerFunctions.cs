using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The functions of a stack of layers, as the generated class hands them to the runtime: each records dispatches.</summary>
/// <param name="Decode">For one new column a sequence.</param>
/// <param name="Prefill">For several.</param>
/// <param name="Exits">What can be read off the residual stream, in the order of the heads.</param>
public sealed record TowerFunctions(LayerFunctions Decode, LayerFunctions Prefill, IReadOnlyList<ExitFunctions> Exits);

/// <summary>A stack of layers in one form.</summary>
/// <param name="Entry">Makes the residual stream of new columns, in scratch.</param>
/// <param name="Layer">Takes it through a layer.</param>
public sealed record LayerFunctions(Action<Recorder> Entry, Action<Recorder, int> Layer);

/// <summary>A head: what it makes of the residual stream.</summary>
/// <param name="Last">Its result for the last column of every sequence.</param>
/// <param name="All">Its result for at most 64 rows from the step's row offset on, after a prefill.</param>
public sealed record ExitFunctions(Action<Recorder> Last, Action<Recorder> All);

/// <summary>What the runtime must know of a stack of layers before anything is recorded.</summary>
/// <param name="Info">Its sizes and heads.</param>
/// <param name="Residual">The scratch buffer of its residual stream.</param>
/// <param name="AttentionGroups">Key/value heads of its attention, times the workgroups that share one in decode attention (1 unless very many queries do); 0 without.</param>
/// <param name="RouterLogits">The scratch buffer where a layer that has taken several columns leaves its router's logits; -1 without experts.</param>
public sealed record TowerDefinition(TowerInfo Info, int Residual, int AttentionGroups = 0, int RouterLogits = -1);
