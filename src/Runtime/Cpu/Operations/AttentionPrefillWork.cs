using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Attention of many columns without a score matrix (Dao et al. 2022): some queries against one tile of keys after the other, the sums corrected whenever a
/// larger score is met. A unit is one key head and as many columns as give enough rows for the product.
/// </summary>
internal sealed unsafe class AttentionPrefillWork(CpuKernels kernels, ThreadTeam team) : TeamWork
{
    /// <summary>Rows (columns times the query heads of a key head) that a unit aims at.</summary>
    private const int UnitRows = 96;

    /// <summary>Rows of a product that are computed together.</summary>
    private const int TileRows = 12;

    private AttentionCall _call;
    private int _columns;
    private int _firstUnit;
    private int _units;

    public void Run(in AttentionCall call)
    {
        _call = call;
        _columns = Math.Max(4, UnitRows / call.Layout.HeadsPerKey);
        _firstUnit = call.FirstWanted / _columns;
        _units = ((call.Shape.Columns + _columns - 1) / _columns) - _firstUnit;
        team.Run(this, _units * call.Layout.KeyValueHeads * call.Shape.Batch);
    }

    public override void Run(int chunk, Worker worker)
    {
        AttentionLayout layout = _call.Layout;
        int unit = _firstUnit + _units - 1 - (chunk % _units); // those with the most keys first, so that the last chunks are short
        int head = chunk / _units % layout.KeyValueHeads;
        int sequence = chunk / _units / layout.KeyValueHeads;
        int first = unit * _columns;
        int columns = Math.Min(_columns, _call.Shape.Columns - first);
        int rows = columns * layout.HeadsPerKey;
        int dim = layout.HeadDim;
        float* queries = worker.Floats(WorkerMemory.Gathered, (long)rows * dim);
        Gather(sequence, head, first, columns, queries);
        RunningSoftmax softmax = new(kernels, worker.Floats(WorkerMemory.Product, RunningSoftmax.Floats(kernels, rows, dim)), rows, dim);
        softmax.Clear();
        int end = _call.Shape.ColumnOf(sequence, first + columns - 1) + 1;
        int start = _call.Shape.FirstSeen(sequence, _call.Shape.ColumnOf(sequence, first), layout.Window) / KeyBlocks.Tile * KeyBlocks.Tile;
        for (int key = start; key < end; key += KeyBlocks.Tile)
        {
            Tile(sequence, head, first, rows, key, queries, softmax, worker);
        }

        for (int row = 0; row < rows; row++)
        {
            int at = (sequence * _call.Shape.Columns) + first + (row / layout.HeadsPerKey);
            int query = (head * layout.HeadsPerKey) + (row % layout.HeadsPerKey);
            softmax.Sums(row).CopyTo(new Span<float>(_call.AttendedRow(at) + ((long)query * dim), dim));
            _call.Finish(kernels, at, query, softmax.Total(row));
        }
    }

    private void Gather(int sequence, int head, int first, int columns, float* queries)
    {
        int floats = _call.Layout.HeadsPerKey * _call.Layout.HeadDim;
        for (int column = 0; column < columns; column++)
        {
            float* from = _call.Row((sequence * _call.Shape.Columns) + first + column) + ((long)head * floats);
            new Span<float>(from, floats).CopyTo(new Span<float>(queries + ((long)column * floats), floats));
        }
    }

    private void Tile(int sequence, int head, int firstColumn, int rows, int key, float* queries, RunningSoftmax softmax, Worker worker)
    {
        int dim = _call.Layout.HeadDim;
        int width = kernels.PanelWidth;
        float factor = kernels.Factor(_call.Cache);
        float* panel = worker.Floats(WorkerMemory.Panel, (long)softmax.Stride * KeyBlocks.Tile);
        float* scores = worker.Floats(WorkerMemory.Scores, (long)rows * KeyBlocks.Tile);
        for (int part = 0; part < KeyBlocks.Tile; part += width)
        {
            int blind = BlindRows(sequence, firstColumn, rows, key + part);
            if (blind < rows)
            {
                kernels.PackKeys(_call.Cache, _call.KeysOf(sequence, head), dim, key + part, panel);
                float* seeing = scores + ((long)blind * KeyBlocks.Tile) + part;
                kernels.Multiply(queries + ((long)blind * dim), dim, rows - blind, panel, dim, factor, seeing, KeyBlocks.Tile, accumulate: false);
            }
        }

        for (int row = 0; row < rows; row++)
        {
            int column = _call.Shape.ColumnOf(sequence, firstColumn + (row / _call.Layout.HeadsPerKey));
            int first = Math.Clamp(_call.Shape.FirstSeen(sequence, column, _call.Layout.Window) - key, 0, KeyBlocks.Tile);
            int end = Math.Clamp(column + 1 - key, 0, KeyBlocks.Tile);
            softmax.Weigh(scores + ((long)row * KeyBlocks.Tile), first, end, row);
        }

        kernels.PackValues(_call.Cache, _call.ValuesOf(sequence, head) + KeyBlocks.ValueBytes(_call.Cache, dim, key), dim, KeyBlocks.Tile, panel);
        const int half = KeyBlocks.Tile / 2;
        int later = BlindRows(sequence, firstColumn, rows, key + half);
        if (later == 0)
        {
            softmax.Add(scores, panel, factor);
            return;
        }

        softmax.Add(scores, panel, factor, BlindRows(sequence, firstColumn, rows, key), key: 0, half);
        softmax.Add(scores, panel, factor, later, key: half, half);
    }

    /// <summary>Rows at the beginning of a unit that see neither a key nor any behind it, as whole tiles of a product.</summary>
    private int BlindRows(int sequence, int firstColumn, int rows, int key)
    {
        int columns = Math.Max(0, key - _call.Shape.ColumnOf(sequence, firstColumn));
        return (int)Math.Min(rows, (long)columns * _call.Layout.HeadsPerKey / TileRows * TileRows);
    }
}
