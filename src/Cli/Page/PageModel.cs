using System.Collections.Generic;

namespace Modelwright.Cli;

/// <summary>What the page shows.</summary>
/// <param name="Title">The config and the backend.</param>
/// <param name="Inspection">Layers, weights, cost, memory, devices, messages.</param>
/// <param name="Keys">What became of every key.</param>
/// <param name="Blocks">Every block and form, as it went through the passes.</param>
/// <param name="Plan">The plan of a call; empty for backends without one.</param>
/// <param name="Kernels">The compute shaders; none for backends without.</param>
internal sealed record PageModel(
    string Title, Inspection Inspection, IReadOnlyList<PageKey> Keys, IReadOnlyList<PageBlock> Blocks, IReadOnlyList<PagePlan> Plan, IReadOnlyList<PageKernel> Kernels);

/// <summary>A key of the config.</summary>
internal sealed record PageKey(string Key, string Is, string Why);

/// <summary>A block in one form.</summary>
internal sealed record PageBlock(string Title, string Form, IReadOnlyList<PageStage> Stages);

/// <summary>Its graph after a pass.</summary>
internal sealed record PageStage(string Pass, IReadOnlyList<PageNode> Nodes, IReadOnlyList<int> Results);

/// <summary>An operation: its inputs are numbers of nodes before it.</summary>
internal sealed record PageNode(string Op, IReadOnlyList<int> Inputs, string Type, string Origin);

/// <summary>A block of a recorded function: groups of dispatches between barriers, and the buffers that they share memory in.</summary>
internal sealed record PagePlan(string Function, string Block, IReadOnlyList<IReadOnlyList<string>> Groups, IReadOnlyList<PageBuffer> Buffers);

/// <summary>A buffer, and from which group to which it is alive.</summary>
internal sealed record PageBuffer(string Name, string Size, int Slot, int First, int Last);

/// <summary>A compute shader.</summary>
internal sealed record PageKernel(string Name, string Text);
