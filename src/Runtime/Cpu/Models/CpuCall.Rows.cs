using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>What is left of a call's rows when no column looks at another's any more.</summary>
public sealed unsafe partial class CpuCall
{
    private readonly WantedRows _wanted;
    private int _lastLayer;
    private int _kept;

    /// <summary>Chooses the rows that the last layer goes on with; before that all are computed.</summary>
    internal void BeginLayers(in PassOutputs outputs, SessionPiece piece, int layers)
    {
        _wanted.Choose(outputs, piece, Shape, layers);
        _lastLayer = layers - 1;
        _kept = Shape.Rows;
    }

    /// <summary>In the last layer leaves a buffer the rows whose result is wanted, moved together to its beginning. What comes behind computes those alone.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="layer">The layer.</param>
    public void KeepWanted(CpuBuffer x, int layer)
    {
        if (layer != _lastLayer || !_wanted.AreFew)
        {
            return;
        }

        ReadOnlySpan<int> rows = _wanted.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            Move(x, rows[i], i);
        }

        _kept = rows.Length;
    }

    /// <summary>Moves the rows that were kept back to where they were.</summary>
    internal void PutBack(CpuBuffer x)
    {
        if (_kept == Shape.Rows)
        {
            return;
        }

        for (int i = _kept - 1; i >= 0; i--)
        {
            Move(x, i, _wanted.Rows[i]);
        }

        _kept = Shape.Rows;
    }

    private void Move(CpuBuffer x, int from, int to)
    {
        if (from != to)
        {
            new ReadOnlySpan<float>(Row(x, from), x.Width).CopyTo(new Span<float>(Row(x, to), x.Width));
        }
    }
}
