using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Testing;

/// <summary>Computes a block as it was lowered, operation by operation, for one sequence without padding.</summary>
/// <param name="tokens">The sequence.</param>
/// <param name="turns">The rotary tables of its columns.</param>
/// <param name="weight">Reads a weight for a layer.</param>
internal sealed class GraphInterpreter(int[] tokens, float[] turns, Func<WeightSlot, int, Tensor> weight)
{
    /// <param name="block">What to compute.</param>
    /// <param name="layer">Whose weights.</param>
    /// <param name="stream">The residual stream before it; null for the block that makes it.</param>
    public Tensor Run(Block block, int layer, Tensor? stream)
    {
        Dictionary<int, Tensor> values = [];
        foreach (Node node in block.Body.Nodes)
        {
            if (node.Op is not Parameter { Port: InputPort.Tokens or InputPort.Positions })
            {
                values[node.Result.Index] = Compute(node, layer, stream, [.. node.Inputs.Select(input => values.GetValueOrDefault(input.Index)!)]);
            }
        }

        return values[block.Body.Results[0].Index];
    }

    private Tensor Compute(Node node, int layer, Tensor? stream, Tensor[] of) => node.Op switch
    {
        Parameter { Port: InputPort.Residual } => stream ?? throw new IrException("a stream that nothing made"),
        Weight op => weight(op.Slot, layer),
        Embedding => PlainOps.Embedding(tokens, of[1]),
        Linear => PlainOps.Linear(of[0], of[1], of.Length > 2 ? of[2] : null),
        RmsNorm op => PlainOps.RmsNorm(of[0], of[1], op.Norm),
        GatedRmsNorm op => PlainOps.GatedRmsNorm(of[0], of[1], of[2], op.Norm),
        L2Norm op => PlainOps.L2Norm(of[0], op.Scale),
        Add => PlainOps.Zip(of[0], of[1], static (a, b) => a + b),
        Multiply => PlainOps.Multiply(of[0], of[1]),
        Sigmoid => of[0].Map(PlainOps.Sigmoid),
        Activate op => of[0].Map(x => PlainOps.Activate(op.Function, x)),
        Slice op => PlainOps.Slice(of[0], op.Start, op.Length),
        SplitHeads op => of[0] with { Heads = op.Count },
        MergeHeads => of[0] with { Heads = 1 },
        MaskPadding or LastColumn or Dropout => of[0], // there is no padding, every column is wanted, and nothing is trained
        Rope op => MixerOps.Rope(of[0], turns, op.RotaryDim),
        Attention op => MixerOps.Attention(of[0], of[1], of[2], op.Window),
        CausalConvolution op => MixerOps.Convolution(of[0], of[1], op.Function),
        DecayGate => MixerOps.DecayGate(of[0], of[1], of[2]),
        DeltaRule => MixerOps.DeltaRule(of[0], of[1], of[2], of[3], of[4]),
        Softmax => RouteOps.Softmax(of[0]),
        TopK op => RouteOps.TopK(of[0], op.K, op.Renormalise),
        Experts op => RouteOps.Experts(of[0], of[1], of[2], of[3], op.Width, op.Function),
        _ => throw new IrException($"{node.Op} is no operation of a tower that reads"),
    };
}
