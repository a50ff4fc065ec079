using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>
/// The passes, in order. Read this list to know what the TorchSharp compiler does: base ops are grouped back into the modules of the checkpoint,
/// because libtorch has their inner products, softmax attention and batched experts as calls of its own. What a module consists of is matched by
/// <c>IR/Patterns</c>, the same for every backend.
/// </summary>
internal static class TorchSharpPipeline
{
    /// <summary>One list for both ways through the model: the emitted module chooses between them when it is called.</summary>
    public static readonly IReadOnlyList<IPass> Passes = [new GroupAttention(), new GroupDeltaNet(), new GroupExperts(), new GroupMlp(), new GroupSegmentAttention(), new EliminateDead()];

    /// <summary>All towers, rewritten to what <see cref="OpTable"/> has texts for.</summary>
    public static Module Run(Module module, CancellationToken cancel) => module with
    {
        Towers = module.Towers.Select(tower => tower.Rewrite(block => PassRunner.Run(block, Passes, OpTable.Entries.Accepts, cancel))).ToEquatableArray(),
    };
}
