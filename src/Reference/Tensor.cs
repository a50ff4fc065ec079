using System;

namespace Modelwright.Testing;

/// <summary>Numbers in rows; for routes also which expert each belongs to. Heads are counted in a row: [rows, heads, width].</summary>
/// <param name="Data">The numbers, row-major.</param>
/// <param name="Rows">Rows: columns of the sequence, or rows of a weight.</param>
/// <param name="Heads">Heads of a row; 1 where it has none.</param>
internal sealed record Tensor(double[] Data, int Rows, int Heads = 1)
{
    /// <summary>The experts of routes, as many as numbers.</summary>
    public int[] Experts { get; init; } = [];

    /// <summary>Numbers of a row.</summary>
    public int RowWidth => Data.Length / Rows;

    /// <summary>Numbers of a head, the last dimension.</summary>
    public int Width => RowWidth / Heads;

    /// <summary>A head of a row.</summary>
    public Span<double> Head(int row, int head) => Data.AsSpan((row * RowWidth) + (head * Width), Width);

    /// <summary>A whole row.</summary>
    public Span<double> Row(int row) => Data.AsSpan(row * RowWidth, RowWidth);

    /// <summary>The same shape, each number changed.</summary>
    public Tensor Map(Func<double, double> change) => this with { Data = Array.ConvertAll(Data, new Converter<double, double>(change)) };

    /// <summary>A tensor of as many rows and heads, of another width, filled head by head.</summary>
    public Tensor PerHead(int width, Action<int, int, Span<double>> fill)
    {
        Tensor result = new(new double[Rows * Heads * width], Rows, Heads);
        for (int row = 0; row < Rows; row++)
        {
            for (int head = 0; head < Heads; head++)
            {
                fill(row, head, result.Head(row, head));
            }
        }

        return result;
    }
}
