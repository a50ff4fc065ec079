using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>
/// The weights of gated delta rule layers, from llama.cpp's arrangement to Hugging Face's. Its converter takes Qwen3-Next's in_proj_qkvz apart, which has q, k, v and z of a key head
/// together; of Qwen3.5 it sorts value heads so that those of one key head lie as many apart as there are key heads.
/// </summary>
internal sealed class GgufDeltaNet
{
    /// <summary>What the names of its weights begin with in their layer.</summary>
    public const string Module = "linear_attn.";

    private const string QueriesKeysValues = "attn_qkv.weight";
    private const string Gate = "attn_gate.weight";

    private readonly GgufParts _file;
    private readonly bool _byKeyHead;
    private readonly int _keyHeads;
    private readonly int _valueHeads;
    private readonly int _keyDim;
    private readonly int _valueDim;

    private GgufDeltaNet(GgufParts file, string architecture)
    {
        (_file, _byKeyHead) = (file, architecture == "qwen3next");
        _keyHeads = Size(architecture, "ssm.group_count");
        _valueHeads = Size(architecture, "ssm.time_step_rank");
        _keyDim = Size(architecture, "ssm.state_size");
        int values = Size(architecture, "ssm.inner_size");
        if (_valueHeads % _keyHeads != 0 || values % _valueHeads != 0)
        {
            throw file.Bad(string.Create(
                CultureInfo.InvariantCulture,
                $"'ssm.group_count' is {_keyHeads}, 'ssm.time_step_rank' {_valueHeads} and 'ssm.inner_size' {values}; wanted each a multiple of the one before"));
        }

        _valueDim = values / _valueHeads;
    }

    /// <summary>Value heads of a key head.</summary>
    private int Ratio => _valueHeads / _keyHeads;

    private long Keys => (long)_keyHeads * _keyDim;

    private long Values => (long)_valueHeads * _valueDim;

    /// <summary>Whether value heads are sorted otherwise than Hugging Face's.</summary>
    private bool IsSorted => !_byKeyHead && Ratio > 1;

    /// <summary>The arrangement of a file; null where its architecture has no such layers.</summary>
    /// <exception cref="CheckpointHeaderException">The header lacks a size of theirs.</exception>
    public static GgufDeltaNet? Of(GgufParts file) =>
        file.Metadata.Architecture is "qwen3next" or "qwen35" or "qwen35moe" ? new GgufDeltaNet(file, file.Metadata.Architecture) : null;

    /// <summary>Takes the 1 away that the file has added to a norm.</summary>
    public static void TakeOne(float[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] -= 1;
        }
    }

    /// <summary>Whether a tensor has become part of another, so that it needs no name of its own.</summary>
    public bool IsTaken(string name) => _byKeyHead && name.EndsWith(Gate, StringComparison.Ordinal) && _file.Find(name[..^Gate.Length] + QueriesKeysValues) is not null;

    /// <summary>A weight of a layer; null where the tensor is none, or does not have the size that the header says.</summary>
    /// <param name="tensor">The file's tensor.</param>
    /// <param name="module">What the layer's names begin with.</param>
    /// <param name="part">The tensor's name in its layer.</param>
    /// <param name="whole">Makes the tensor under another name, in another shape of as many elements.</param>
    public CheckpointTensor? Tensor(GgufEntry tensor, string module, string part, Func<GgufEntry, string, IReadOnlyList<long>, CheckpointTensor> whole)
    {
        CheckpointTensor As(string name, params IReadOnlyList<long> shape) => whole(tensor, module + Module + name, shape);
        return part switch
        {
            QueriesKeysValues when _byKeyHead => Joined(tensor, module + Module + "in_proj_qkvz.weight", whole),
            QueriesKeysValues when HasRows(tensor, (2 * Keys) + Values) => Sorted(As("in_proj_qkv.weight", tensor.Shape), 2 * Keys, _valueDim),
            Gate when !_byKeyHead && HasRows(tensor, Values) => Sorted(As("in_proj_z.weight", tensor.Shape), 0, _valueDim),
            "ssm_beta.weight" when HasRows(tensor, _valueHeads) => Sorted(As("in_proj_b.weight", tensor.Shape), 0, 1),
            "ssm_alpha.weight" when HasRows(tensor, _valueHeads) => Sorted(As("in_proj_a.weight", tensor.Shape), 0, 1),
            "ssm_out.weight" when tensor.Columns == Values => SortedColumns(As("out_proj.weight", tensor.Shape)),
            "ssm_conv1d.weight" when HasRows(tensor, (2 * Keys) + Values) => Filter(As("conv1d.weight", tensor.Rows, 1, tensor.Columns)),
            "ssm_a" or "ssm_a.weight" when tensor.Elements == _valueHeads => Heads(As("A_log", _valueHeads), decays: true),
            "ssm_dt.bias" or "ssm_dt.weight" or "ssm_dt" when tensor.Elements == _valueHeads => Heads(As("dt_bias", _valueHeads), decays: false),
            _ => null,
        };
    }

    private static bool HasRows(GgufEntry tensor, long rows) => tensor.Shape.Count == 2 && tensor.Rows == rows;

    private int Size(string architecture, string key)
    {
        const int most = 1 << 20;
        long size = _file.Metadata.Integer($"{architecture}.{key}") ?? throw _file.Bad($"it has no key '{architecture}.{key}'");
        return size is >= 1 and <= most
            ? (int)size
            : throw _file.Bad(string.Create(CultureInfo.InvariantCulture, $"'{architecture}.{key}' is {size}; wanted at least 1 and at most {most}"));
    }

    /// <summary>in_proj_qkvz: for each key head its rows of q, k, v and z.</summary>
    private CheckpointTensor? Joined(GgufEntry tensor, string name, Func<GgufEntry, string, IReadOnlyList<long>, CheckpointTensor> whole)
    {
        string gateName = tensor.Name[..^QueriesKeysValues.Length] + Gate;
        if (_file.Find(gateName) is not { } gate || !HasRows(tensor, (2 * Keys) + Values) || !HasRows(gate, Values) || gate.Columns != tensor.Columns)
        {
            return null;
        }

        CheckpointTensor qkv = whole(tensor, tensor.Name, tensor.Shape);
        CheckpointTensor z = whole(gate, gateName, gate.Shape);
        int group = Ratio * _valueDim;
        return new CheckpointTensor(new ArrangedWeight(name, [(2 * Keys) + (2 * Values), tensor.Columns], [.. Enumerable.Range(0, _keyHeads).SelectMany(head => (RowRange[])
        [
            new(qkv, (long)head * _keyDim, _keyDim),
            new(qkv, Keys + ((long)head * _keyDim), _keyDim),
            new(qkv, (2 * Keys) + ((long)head * group), group),
            new(z, (long)head * group, group),
        ])]));
    }

    /// <summary>The place in the file of each of Hugging Face's value heads: the one of a key head lie together there, and as many apart here as there are key heads.</summary>
    private IEnumerable<int> Order() => Enumerable.Range(0, _valueHeads).Select(head => (head % Ratio * _keyHeads) + (head / Ratio));

    /// <summary>Rows of value heads in Hugging Face's order, behind rows that stay where they are.</summary>
    private CheckpointTensor Sorted(CheckpointTensor plain, long first, int each) => IsSorted
        ? new CheckpointTensor(new ArrangedWeight(
            plain.Name,
            plain.Shape,
            [new(plain, 0, checked((int)first)), .. Order().Select(head => new RowRange(plain, first + ((long)head * each), each))]))
        : plain;

    private CheckpointTensor SortedColumns(CheckpointTensor plain) => IsSorted
        ? new CheckpointTensor(new ArrangedWeight(plain.Name, plain.Shape, [new RowRange(plain, 0, checked((int)plain.Rows))], new ColumnOrder(_valueDim, [.. Order()])))
        : plain;

    /// <summary>The convolution's taps: small, and of value channels that are sorted as the heads are.</summary>
    private CheckpointTensor Filter(CheckpointTensor plain)
    {
        int taps = (int)plain.Shape[^1];
        return IsSorted && plain.Format.IsWeightFormat()
            ? new CheckpointTensor(new ComputedWeight(plain, plain.Name, plain.Shape, values => Sort(values.AsSpan((int)(2 * Keys * taps)), _valueDim * taps)))
            : plain;
    }

    /// <summary>A number for each value head.</summary>
    private CheckpointTensor? Heads(CheckpointTensor plain, bool decays) => !plain.Format.IsWeightFormat()
        ? plain
        : new CheckpointTensor(new ComputedWeight(plain, plain.Name, plain.Shape, values =>
        {
            if (decays)
            {
                TakeLogarithms(values, plain);
            }

            if (IsSorted)
            {
                Sort(values, 1);
            }
        }));

    private static void TakeLogarithms(float[] values, CheckpointTensor source)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = values[i] < 0
                ? MathF.Log(-values[i])
                : throw new PackedWeightException(source.File, source.Name, string.Create(CultureInfo.InvariantCulture, $"'ssm_a' holds {values[i]} for value head {i}; wanted a number below 0"));
        }
    }

    private void Sort(Span<float> values, int each)
    {
        float[] copy = values.ToArray();
        int to = 0;
        foreach (int head in Order())
        {
            copy.AsSpan(head * each, each).CopyTo(values[(to++ * each)..]);
        }
    }
}
