using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>Sequences that a session advances together, with the pictures and clips of each.</summary>
/// <param name="sequences">One for each sequence of the session.</param>
/// <param name="leftPadding">Columns of padding in front of each.</param>
internal sealed class MediaBatch(IReadOnlyList<SequenceMedia> sequences, IReadOnlyList<int> leftPadding)
{
    /// <summary>Whether any sequence has a picture or a clip.</summary>
    public bool IsUsed => sequences.Any(static sequence => sequence.IsUsed);

    /// <summary>What a session is fed for columns of the batch.</summary>
    /// <param name="first">The first column.</param>
    /// <param name="columns">Number of columns.</param>
    public MediaColumns Columns(int first, int columns)
    {
        int[] positions = new int[3 * sequences.Count * columns];
        for (int i = 0; i < positions.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, columns);
            (int axis, int sequence) = Math.DivRem(row, sequences.Count);
            int token = first + column - leftPadding[sequence];
            positions[i] = token < 0 || token >= sequences[sequence].Count ? 0 : sequences[sequence].Position(axis, token);
        }

        List<(int Row, VisionFeatures Features, int FeatureRow)> placed = [];
        for (int b = 0; b < sequences.Count; b++)
        {
            foreach ((int token, VisionFeatures features, int row) in sequences[b].Features)
            {
                int column = token + leftPadding[b] - first;
                if (column >= 0 && column < columns)
                {
                    placed.Add(((b * columns) + column, features, row));
                }
            }
        }

        return new MediaColumns(positions, [.. placed.Select(static place => place.Row)], Rows(placed, level: -1), Levels(placed));
    }

    private static float[] Levels(List<(int Row, VisionFeatures Features, int FeatureRow)> placed) =>
        placed.Count == 0 ? [] : [.. Enumerable.Range(0, placed[0].Features.DeepStack.Count).SelectMany(level => Rows(placed, level))];

    private static float[] Rows(List<(int Row, VisionFeatures Features, int FeatureRow)> placed, int level)
    {
        int width = placed.Count == 0 ? 0 : placed[0].Features.Width;
        float[] rows = new float[placed.Count * width];
        for (int i = 0; i < placed.Count; i++)
        {
            ReadOnlyMemory<float> values = level < 0 ? placed[i].Features.Values : placed[i].Features.DeepStack[level];
            values.Span.Slice(placed[i].FeatureRow * width, width).CopyTo(rows.AsSpan(i * width));
        }

        return rows;
    }
}

/// <summary>What a session is fed for some columns beside their tokens; see <see cref="ModelInput"/>.</summary>
internal sealed record MediaColumns(int[] Positions, int[] FeatureRows, float[] Features, float[] LayerFeatures)
{
    /// <summary>Feeds the columns.</summary>
    /// <param name="session">The session of a model that sees.</param>
    /// <param name="tokens">The columns' tokens.</param>
    /// <param name="outputs">What is wanted of them.</param>
    /// <param name="cancellationToken">Honoured between pieces.</param>
    public void Feed(IModelSession session, ReadOnlySpan<int> tokens, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken = default) => ((IMultimodalSession)session).Forward(
        new ModelInput(tokens) { FeatureRows = FeatureRows, Features = Features, LayerFeatures = LayerFeatures }, new Positions3D(Positions), outputs, cancellationToken);
}
