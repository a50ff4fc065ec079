using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>What checkpoints call the modules of softmax attention.</summary>
internal sealed record AttentionNames(string Query, string Key, string Value, string Output, string QueryNorm, string KeyNorm)
{
    /// <exception cref="IrException">Queries, keys and values do not come as the text reads them: three tensors, gates behind each head's queries.</exception>
    public static AttentionNames Of(NodeSite site, SelfAttention op)
    {
        string outer = ParameterPath.Common(site.Weights);
        WeightSlot projection = site.Weight(2);
        WeightSource[] sources = [.. projection.Alternatives[0].Sources];
        int queries = op.Heads * op.HeadDim;
        int keys = op.KeyValueHeads * op.HeadDim;
        int keyStart = op.OutputGate ? 2 * queries : queries;
        bool asRead = sources.Length == 3
            && (op.OutputGate
                ? SourceRows.Of(projection, 0, queries) == SourceRows.InBlocks(0, 2 * op.HeadDim, op.HeadDim, op.Heads)
                    && SourceRows.Of(projection, queries, queries) == SourceRows.InBlocks(op.HeadDim, 2 * op.HeadDim, op.HeadDim, op.Heads)
                : SourceRows.Of(projection, 0, queries) == new SourceRows(0, 0, queries, 1))
            && SourceRows.Of(projection, keyStart, keys) == new SourceRows(keyStart, 0, keys, 1)
            && SourceRows.Of(projection, keyStart + keys, keys) == new SourceRows(keyStart + keys, 0, keys, 1);
        if (!asRead)
        {
            throw new IrException($"{projection.Name} does not come as q, k and v with each head's gate behind its query");
        }

        string[] products = [.. sources.Select(source => ParameterPath.Of(source.Key).Below(outer))];
        int norm = op.Bias ? 4 : 3;
        return new AttentionNames(products[0], products[1], products[2], Name(norm + 2), Name(norm), Name(norm + 1));

        string Name(int input) => ParameterPath.Of(site.Weight(input)).Below(outer);
    }
}
