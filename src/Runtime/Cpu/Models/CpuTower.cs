using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Cpu;

/// <summary>A stack of layers as the generated class hands it to the runtime: what it is, and the operations it consists of.</summary>
/// <param name="Info">Its sizes and heads.</param>
/// <param name="Residual">The buffer of its residual stream.</param>
/// <param name="Entry">Makes the residual stream of new columns.</param>
/// <param name="Layer">Takes it through a layer.</param>
/// <param name="Exits">What can be read off it, in the order of the heads: each for the rows that are wanted.</param>
public sealed record CpuTower(TowerInfo Info, CpuBuffer Residual, Action<CpuCall> Entry, Action<CpuCall, int> Layer, IReadOnlyList<Action<CpuCall>> Exits);
