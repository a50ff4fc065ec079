using System;
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>The residual stream of a piece where it is read or changed between layers.</summary>
internal sealed class StreamTaps
{
    private readonly TowerInfo _tower;
    private readonly int _batch;
    private readonly HashSet<int> _wanted = [];
    private readonly Dictionary<int, float[]> _kept = [];
    private readonly List<float[]> _added = [];
    private long[] _rows = [];
    private float[] _replacement = [];

    private StreamTaps(TowerInfo tower, int batch) => (_tower, _batch) = (tower, batch);

    /// <summary>Null where nothing is read or changed.</summary>
    public static StreamTaps? Of(ModelInput input, SessionPiece piece, PassOutputs outputs, TowerInfo tower, int batch)
    {
        if (input.Embeddings.IsEmpty && input.FeatureRows.IsEmpty && !outputs.WantsStream())
        {
            return null;
        }

        StreamTaps taps = new(tower, batch);
        for (int i = 0; i < outputs.Count; i++)
        {
            if (outputs[i].IsStream)
            {
                taps._wanted.Add(outputs[i].Layer);
            }
        }

        if (!input.Embeddings.IsEmpty)
        {
            taps.ReplaceAll(input, piece);
        }
        else
        {
            taps.ReplaceFeatures(input, piece);
        }

        return taps;
    }

    /// <summary>The stream as it goes on from here.</summary>
    /// <param name="layer">The layer it is about to enter.</param>
    /// <param name="x">[batch, tokens, width].</param>
    public Tensor At(int layer, Tensor x)
    {
        if (layer == 0 && _rows.Length > 0)
        {
            x = Changed(x, static (flat, rows, values) => flat.index_copy(0, rows, values), _replacement);
        }
        else if (layer > 0 && layer <= _added.Count && _rows.Length > 0)
        {
            x = Changed(x, static (flat, rows, values) => flat.index_add(0, rows, values, 1), _added[layer - 1]);
        }

        if (_wanted.Contains(layer))
        {
            _kept[layer] = x.to(float32).cpu().contiguous().data<float>().ToArray();
        }

        return x;
    }

    /// <summary>Hands out what was kept.</summary>
    public void Read(ModelOutput output, SessionPiece piece, Span<float> destination)
    {
        foreach (OutputRun run in output.Rows.In(piece, _batch))
        {
            for (int row = 0; row < run.Count; row++)
            {
                _kept[output.Layer].AsSpan((run.First + (row * run.Stride)) * _tower.Width, _tower.Width).CopyTo(destination[((run.Destination + row) * _tower.Width)..]);
            }
        }
    }

    private void ReplaceAll(ModelInput input, SessionPiece piece)
    {
        _rows = new long[_batch * piece.Count];
        _replacement = new float[_rows.Length * _tower.Width];
        for (int row = 0; row < _rows.Length; row++)
        {
            _rows[row] = row;
            PieceInput.Embedding(input, piece, row, _tower.Width).CopyTo(_replacement.AsSpan(row * _tower.Width));
        }
    }

    private void ReplaceFeatures(ModelInput input, SessionPiece piece)
    {
        List<long> rows = [];
        List<int> features = [];
        for (int i = 0; i < input.FeatureRows.Length; i++)
        {
            if (PieceInput.RowOf(piece, input.FeatureRows[i]) is int row and >= 0)
            {
                rows.Add(row);
                features.Add(i);
            }
        }

        _rows = [.. rows];
        _replacement = Gather(input.Features, features);
        int each = input.FeatureRows.Length * _tower.Width;
        for (int start = 0; start < input.LayerFeatures.Length; start += each)
        {
            _added.Add(Gather(input.LayerFeatures.Slice(start, each), features));
        }
    }

    private float[] Gather(ReadOnlySpan<float> values, List<int> rows)
    {
        float[] gathered = new float[rows.Count * _tower.Width];
        for (int i = 0; i < rows.Count; i++)
        {
            values.Slice(rows[i] * _tower.Width, _tower.Width).CopyTo(gathered.AsSpan(i * _tower.Width));
        }

        return gathered;
    }

    private Tensor Changed(Tensor x, Func<Tensor, Tensor, Tensor, Tensor> change, float[] values)
    {
        Tensor rows = tensor(_rows, dtype: int64, device: x.device);
        Tensor given = tensor(values, [_rows.Length, _tower.Width], dtype: float32, device: x.device).to(x.dtype);
        return change(x.reshape(-1, _tower.Width), rows, given).view(x.shape);
    }
}
