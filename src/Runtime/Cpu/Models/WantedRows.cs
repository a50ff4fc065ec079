using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>The rows of a piece whose way through the last layer anybody wants to know the end of.</summary>
/// <param name="rows">Rows that a piece has at most.</param>
internal sealed class WantedRows(int rows)
{
    private readonly bool[] _isWanted = new bool[rows];
    private readonly int[] _rows = new int[rows];
    private int _count;

    /// <summary>Their numbers, from the first on; at least one.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, _count);

    /// <summary>Whether they are fewer than the piece has.</summary>
    public bool AreFew { get; private set; }

    /// <summary>The first column that has one.</summary>
    public int FirstColumn { get; private set; }

    /// <summary>Asks what is wanted of a piece.</summary>
    public void Choose(in PassOutputs outputs, SessionPiece piece, CallShape shape, int layers)
    {
        AreFew = false;
        FirstColumn = 0;
        if (shape.Columns == 1 || outputs.WantsRouter())
        {
            return;
        }

        _isWanted.AsSpan(0, shape.Rows).Clear();
        for (int i = 0; i < outputs.Count; i++)
        {
            ModelOutput output = outputs[i];
            if (output.IsExit || (output.IsStream && output.Layer == layers))
            {
                Mark(output.Rows, piece, shape.Batch);
            }
        }

        Collect(shape);
    }

    private void Mark(OutputRows wanted, SessionPiece piece, int batch)
    {
        foreach (OutputRun run in wanted.In(piece, batch))
        {
            for (int i = 0; i < run.Count; i++)
            {
                _isWanted[run.First + (i * run.Stride)] = true;
            }
        }
    }

    private void Collect(CallShape shape)
    {
        _count = 0;
        FirstColumn = shape.Columns - 1;
        for (int row = 0; row < shape.Rows; row++)
        {
            if (_isWanted[row])
            {
                _rows[_count++] = row;
                FirstColumn = Math.Min(FirstColumn, row % shape.Columns);
            }
        }

        if (_count == 0)
        {
            _rows[_count++] = shape.Rows - 1; // operations have a row at least
        }

        AreFew = _count < shape.Rows;
    }
}
