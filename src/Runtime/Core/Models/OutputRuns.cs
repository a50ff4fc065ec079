using System;

namespace Modelwright.Runtime;

/// <summary>
/// Rows of a piece that lie evenly. A row is sequence · piece's columns + column.
/// </summary>
/// <param name="First">The first row.</param>
/// <param name="Stride">From one to the next.</param>
/// <param name="Count">Rows.</param>
/// <param name="Destination">The result's row that the first becomes; the others follow it.</param>
internal readonly record struct OutputRun(int First, int Stride, int Count, int Destination);

/// <summary>Walks over the rows of a piece that a result is wanted of, in runs as long as they come.</summary>
internal struct OutputRuns(OutputRows rows, SessionPiece piece, int batchSize)
{
    private int _next;

    public OutputRun Current { readonly get; private set; }

    public readonly OutputRuns GetEnumerator() => this;

    /// <summary>Whether there is any.</summary>
    public readonly bool Any()
    {
        OutputRuns runs = this;
        return runs.MoveNext();
    }

    public bool MoveNext() => rows.Scope switch
    {
        OutputScope.Last => NextLast(),
        OutputScope.All => NextSequence(),
        OutputScope.Chosen => NextChosen(),
        _ => false,
    };

    private bool NextLast()
    {
        Current = new OutputRun(piece.Count - 1, piece.Count, batchSize, 0);
        bool first = _next == 0;
        _next = 1;
        return piece.IsLast && first;
    }

    private bool NextSequence()
    {
        Current = new OutputRun(_next * piece.Count, 1, piece.Count, (_next * piece.Columns) + piece.Start);
        return _next++ < batchSize;
    }

    /// <summary>Chosen columns that follow one another make one run.</summary>
    private bool NextChosen()
    {
        ReadOnlySpan<int> columns = rows.Columns.Span;
        int each = columns.Length / batchSize;
        while (_next < columns.Length && !IsWithin(columns[_next]))
        {
            _next++;
        }

        if (_next >= columns.Length)
        {
            return false;
        }

        int first = _next++;
        while (_next % each != 0 && columns[_next] == columns[_next - 1] + 1 && IsWithin(columns[_next]))
        {
            _next++;
        }

        Current = new OutputRun((first / each * piece.Count) + columns[first] - piece.Start, 1, _next - first, first);
        return true;
    }

    private readonly bool IsWithin(int column) => column >= piece.Start && column < piece.Start + piece.Count;
}
