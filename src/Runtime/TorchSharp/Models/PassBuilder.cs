using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Makes the tables and masks of a pass.</summary>
internal sealed class PassBuilder(Device device, ScalarType type, RotaryState rope, IReadOnlyList<int> windows)
{
    public bool CollectRouterLogits { get; init; }

    public bool KeepInputsAlone { get; init; }

    /// <param name="batch">Sequences.</param>
    /// <param name="tokens">New columns of each.</param>
    /// <param name="past">Columns before.</param>
    /// <param name="positions">Of the new columns: one row for all sequences, or one for each.</param>
    /// <param name="present">Which columns so far, the new ones among them, are not padding: [batch, past + tokens]; null where none is.</param>
    public ForwardPass Build(int batch, int tokens, int past, RotaryPositions positions, bool[]? present)
    {
        int half = rope.RowLength / 2;
        float[] rows = new float[positions.Count * rope.RowLength];
        rope.Fill(positions, rows);
        Tensor table = tensor(rows, [positions.Count / tokens, 1, tokens, rope.RowLength], dtype: float32, device: device);
        Tensor cosine = table.narrow(3, 0, half);
        Tensor sine = table.narrow(3, half, half);
        return new ForwardPass(batch, tokens, past, cat([cosine, cosine], dim: 3).to(type), cat([-sine, sine], dim: 3).to(type))
        {
            RouterLogits = CollectRouterLogits ? [] : null,
            KeepsInputsAlone = KeepInputsAlone,
            Visible = present is null && (past == 0 || tokens == 1) ? null : Visible(batch, tokens, past, present, int.MaxValue),
            Near = Windows(past + tokens).ToDictionary(static window => window, window => Visible(batch, tokens, past, present, window)),
            StepNear = Windows(present is not null && tokens == 1 ? past + 1 : 0)
                .ToDictionary(static window => window, window => Visible(batch, 1, past, present, window).narrow(3, past + 1 - window, window)),
            Present = Present(batch, tokens, past, present),
        };
    }

    /// <summary>Factors of the pair of every head: [cos, cos, 1…] for the head, [sin, −sin, 0…] for its negated partner; [1 or batch, 1, 1, 2 * head dimension].</summary>
    public Tensor StepTable(RotaryPositions positions, long headDim)
    {
        int half = rope.RowLength / 2;
        float[] rows = new float[positions.Count * rope.RowLength];
        rope.Fill(positions, rows);
        float[] table = new float[positions.Count * 2 * headDim];
        for (int row = 0; row < positions.Count; row++)
        {
            ReadOnlySpan<float> from = rows.AsSpan(row * rope.RowLength, rope.RowLength);
            Span<float> head = table.AsSpan((int)(row * 2 * headDim), (int)headDim);
            Span<float> partner = table.AsSpan((int)(((row * 2) + 1) * headDim), (int)headDim);
            head.Fill(1);
            for (int j = 0; j < half; j++)
            {
                head[j] = head[half + j] = from[j];
                (partner[j], partner[half + j]) = (from[half + j], -from[half + j]);
            }
        }

        return tensor(table, [positions.Count, 1, 1, 2 * headDim], dtype: type, device: device);
    }

    /// <summary>The windows that hide any of so many columns.</summary>
    private IEnumerable<int> Windows(int columns) => windows.Where(window => window < columns);

    private Tensor Visible(int batch, int tokens, int past, bool[]? present, int columnsBack)
    {
        int columns = past + tokens;
        int rows = present is null ? 1 : batch;
        bool[] seen = new bool[rows * tokens * columns];
        for (int b = 0; b < rows; b++)
        {
            for (int t = 0; t < tokens; t++)
            {
                Span<bool> row = seen.AsSpan(((b * tokens) + t) * columns, past + t + 1);
                for (int c = Math.Max(0, row.Length - columnsBack); c < row.Length; c++)
                {
                    row[c] = present is null || present[(b * columns) + c];
                }

                row[^1] = true; // a padding column sees itself: a row without any key would be not-a-number and spread
            }
        }

        return tensor(seen, [rows, 1, tokens, columns], device: device);
    }

    private Tensor? Present(int batch, int tokens, int past, bool[]? present)
    {
        if (present is null)
        {
            return null;
        }

        float[] factors = new float[batch * tokens];
        bool whole = true;
        for (int i = 0; i < factors.Length; i++)
        {
            bool here = present[((i / tokens) * (past + tokens)) + past + (i % tokens)];
            factors[i] = here ? 1 : 0;
            whole &= here;
        }

        return whole ? null : tensor(factors, [batch, tokens, 1], dtype: type, device: device);
    }
}
