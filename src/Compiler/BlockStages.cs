using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Compiler;

/// <summary>A block on its way through a backend's passes.</summary>
/// <param name="Title">Tower, block and what it does.</param>
/// <param name="Form">Which of the backend's forms of the block it is.</param>
/// <param name="Stages">The block as it was lowered, then after each pass that changed it.</param>
internal sealed record BlockStages(string Title, string Form, IReadOnlyList<Stage> Stages);

/// <summary>A graph, and the pass that it comes from.</summary>
internal sealed record Stage(string Pass, Graph Graph);
