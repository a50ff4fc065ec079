using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>What a layer consists of, read from its grouped block, whose name it has.</summary>
internal sealed record LayerKind(string Name, Op Mixer, Op FeedForward);

/// <summary>The kinds of layers of a model.</summary>
internal sealed record LayerKinds(IReadOnlyList<LayerKind> Kinds)
{
    public SelfAttention? Attention => Kinds.Select(static kind => kind.Mixer).OfType<SelfAttention>().FirstOrDefault();

    public LinearAttention? Linear => Kinds.Select(static kind => kind.Mixer).OfType<LinearAttention>().FirstOrDefault();

    public GatedMlp? Dense => Kinds.Select(static kind => kind.FeedForward).OfType<GatedMlp>().FirstOrDefault();

    public SparseMlp? Sparse => Kinds.Select(static kind => kind.FeedForward).OfType<SparseMlp>().FirstOrDefault();

    public static LayerKinds Of(IReadOnlyList<Block> blocks) => new([.. blocks.Select(Read)]);

    /// <summary>Every layer of these families is <c>x + mixer(norm(x))</c>, then <c>x + mlp(norm(x))</c>; the module's text says so, and here it is checked.</summary>
    private static LayerKind Read(Block block)
    {
        Graph graph = block.Body;
        if (graph.Define(graph.Results[0]) is { Op: Add } end
            && graph.Define(end.Inputs[0]) is { Op: Add } middle
            && graph.Define(middle.Inputs[0]).Op is Parameter
            && graph.Define(middle.Inputs[1]) is { Op: SelfAttention or LinearAttention } mixer
            && graph.Define(end.Inputs[1]) is { Op: GatedMlp or SparseMlp } feedForward
            && graph.Define(mixer.Inputs[0]) is { Op: RmsNorm } first
            && graph.Define(feedForward.Inputs[0]) is { Op: RmsNorm } second
            && first.Inputs[0] == middle.Inputs[0]
            && second.Inputs[0] == middle.Result)
        {
            return new LayerKind(block.Name, mixer.Op, feedForward.Op);
        }

        throw new IrException($"{block.Name} is not a mixer and a feed-forward part, each behind a norm and added to the residual stream\n{graph}");
    }
}
