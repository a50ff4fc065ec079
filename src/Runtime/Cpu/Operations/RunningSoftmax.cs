using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Softmax over keys that come a tile at a time (Dao et al. 2022): of each row the sums of values so far, the largest score and the sum of exponentials; all are
/// corrected whenever a larger score is met.
/// </summary>
/// <param name="kernels">The inner loops.</param>
/// <param name="memory">Room for <see cref="Floats"/>.</param>
/// <param name="rows">Rows.</param>
/// <param name="dim">Elements of a value.</param>
internal readonly unsafe struct RunningSoftmax(CpuKernels kernels, float* memory, int rows, int dim)
{
    private readonly float* _largest = memory + ((long)rows * StrideOf(kernels, dim));
    private readonly float* _totals = memory + ((long)rows * (StrideOf(kernels, dim) + 1));

    /// <summary>Floats of a row of sums: whole panels.</summary>
    public int Stride { get; } = StrideOf(kernels, dim);

    public static long Floats(CpuKernels kernels, int rows, int dim) => (long)rows * (StrideOf(kernels, dim) + 2);

    public void Clear()
    {
        new Span<float>(memory, rows * Stride).Clear();
        new Span<float>(_largest, rows).Fill(float.NegativeInfinity);
        new Span<float>(_totals, rows).Clear();
    }

    /// <summary>A row's scores of a tile become exponentials, and what was summed before is brought to the same largest score.</summary>
    /// <param name="scores">Of the tile's keys; those outside [first, end) become 0.</param>
    /// <param name="first">First key that the row sees.</param>
    /// <param name="end">Behind the last.</param>
    /// <param name="row">The row.</param>
    public void Weigh(float* scores, int first, int end, int row)
    {
        if (first >= end)
        {
            new Span<float>(scores, KeyBlocks.Tile).Clear();
            return;
        }

        float before = _largest[row];
        float largest = MathF.Max(before, kernels.Largest(scores, first, end));
        float factor = MathF.Exp(before - largest);
        _totals[row] = (_totals[row] * factor) + kernels.Exponentials(scores, KeyBlocks.Tile, first, end, largest);
        _largest[row] = largest;
        if (largest > before)
        {
            kernels.Scale(memory + ((long)row * Stride), factor, dim);
        }
    }

    /// <summary>Adds a tile's values by the weights that its scores became.</summary>
    /// <param name="scores">[rows, tile].</param>
    /// <param name="panels">The values, packed.</param>
    /// <param name="factor">What products with them are multiplied by.</param>
    public void Add(float* scores, float* panels, float factor) => Add(scores, panels, factor, row: 0, key: 0, KeyBlocks.Tile);

    /// <summary>The same for rows from one on and some of the keys, where the weights of all others are zero.</summary>
    /// <param name="scores">[rows, tile].</param>
    /// <param name="panels">The values, packed.</param>
    /// <param name="factor">What products with them are multiplied by.</param>
    /// <param name="row">The first row.</param>
    /// <param name="key">The first key.</param>
    /// <param name="keys">How many.</param>
    public void Add(float* scores, float* panels, float factor, int row, int key, int keys)
    {
        float* weights = scores + ((long)row * KeyBlocks.Tile) + key;
        float* sums = memory + ((long)row * Stride);
        for (int part = 0; part < dim; part += kernels.PanelWidth)
        {
            float* panel = panels + ((long)part * KeyBlocks.Tile) + (key * kernels.PanelWidth);
            kernels.Multiply(weights, KeyBlocks.Tile, rows - row, panel, keys, factor, sums + part, Stride, accumulate: true);
        }
    }

    /// <summary>A row's sums of values, not yet divided.</summary>
    public ReadOnlySpan<float> Sums(int row) => new(memory + ((long)row * Stride), dim);

    /// <summary>What they are to be divided by.</summary>
    public float Total(int row) => _totals[row];

    private static int StrideOf(CpuKernels kernels, int dim) => (dim + kernels.PanelWidth - 1) / kernels.PanelWidth * kernels.PanelWidth;
}
