using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>
/// The passes, in order. Read this list to know what the TorchSharp compiler does: base ops are grouped back into the modules of the checkpoint,
/// because libtorch has their inner products, softmax attention and batched experts as calls of its own. A shared expert is an MLP before it is part
/// of the experts' module.
/// </summary>
internal static class TorchSharpPipeline
{
    /// <summary>One list for both ways through the model: the emitted module chooses between them when it is called.</summary>
    public static readonly IReadOnlyList<IPass> Passes = [new GroupAttention(), new GroupDeltaNet(), new GroupMlp(), new GroupExperts(), new EliminateDead()];

    /// <summary>Whether the backend has text for <paramref name="op"/>.</summary>
    public static bool Accepts(Op op) =>
        op is Parameter or Weight or Embedding or RmsNorm or Add or LastColumn or Linear or SelfAttention or LinearAttention or GatedMlp or SparseMlp;

    /// <summary>The layer kinds of <paramref name="module"/>, rewritten.</summary>
    public static IReadOnlyList<Block> Run(Module module, CancellationToken cancel) =>
        [.. module.Functions[0].LayerKinds.Select(block => Run(block, cancel))];

    private static Block Run(Block block, CancellationToken cancel)
    {
        Graph body = PassRunner.Run(block.Body, Passes, cancel);
        Node? foreign = body.Nodes.FirstOrDefault(static node => !Accepts(node.Op));
        return foreign is null ? block with { Body = body } : throw new IrException($"{block.Name}: no text for {foreign.Op}\n{body}");
    }
}
