using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The functions of a stack of layers, as the generated class hands them to the runtime: each records dispatches.</summary>
/// <param name="Name">The tower's name.</param>
/// <param name="Decode">A step of one column: entry and layers; leaves the residual stream in scratch.</param>
/// <param name="Prefill">A piece of several columns: entry and layers; leaves the residual stream in scratch.</param>
/// <param name="Exits">What can be read off the residual stream, in the order of <see cref="VulkanModelDefinition.Exits"/>.</param>
public sealed record TowerFunctions(string Name, Action<Recorder> Decode, Action<Recorder> Prefill, IReadOnlyList<ExitFunctions> Exits);

/// <summary>A head: what it makes of the residual stream.</summary>
/// <param name="Last">Its result for the last column of every sequence.</param>
/// <param name="All">Its result for at most 64 rows from the step's row offset on, after a prefill.</param>
public sealed record ExitFunctions(Action<Recorder> Last, Action<Recorder> All);

/// <summary>A head's name and size.</summary>
/// <param name="Name">Its name, unique in the model.</param>
/// <param name="Width">Numbers it makes of a row.</param>
public sealed record ExitDefinition(string Name, int Width);
