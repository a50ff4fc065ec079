using System;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Refuses what a session cannot compute, before anything is computed.</summary>
internal static class SessionChecks
{
    /// <summary>Columns that a session holds.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="info">The model.</param>
    /// <param name="maxContext">Columns that the model can hold.</param>
    /// <param name="mostSequences">Sequences that it can advance together.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options have a number out of range.</exception>
    /// <exception cref="ContextOverflowException">More columns were asked for than the model can hold.</exception>
    /// <exception cref="ProjectLimitException">More sequences were asked for than the class's project allows.</exception>
    public static int Capacity(SessionOptions options, ModelInfo info, int maxContext, int mostSequences = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        info.RequireBatch(options.BatchSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BatchSize, mostSequences);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Capacity);
        int capacity = options.Capacity == 0 ? maxContext : options.Capacity;
        return capacity <= maxContext ? capacity : throw new ContextOverflowException(capacity, maxContext);
    }

    /// <summary>The columns of an input that is sound in itself.</summary>
    public static int Columns(ModelInput input, TowerInfo tower, int vocabularySize, int batchSize)
    {
        bool embedded = !input.Embeddings.IsEmpty;
        if (embedded && !input.Tokens.IsEmpty)
        {
            throw new ArgumentException("There are tokens and embeddings; wanted one of them.", nameof(input));
        }

        int columns = embedded ? input.Embeddings.Length / tower.Width / batchSize : input.Tokens.Length / batchSize;
        if (columns == 0 || (embedded ? (long)columns * batchSize * tower.Width != input.Embeddings.Length : columns * batchSize != input.Tokens.Length))
        {
            throw new ArgumentException(
                embedded
                    ? $"There are {input.Embeddings.Length} numbers of embeddings; wanted a multiple of the batch, {batchSize}, times the width, {tower.Width}."
                    : $"There are {input.Tokens.Length} tokens; wanted at least one for each of the {batchSize} sequences, and as many for each.",
                nameof(input));
        }

        foreach (int token in input.Tokens)
        {
            if ((uint)token >= (uint)vocabularySize)
            {
                throw new TokenOutOfRangeException(token, vocabularySize);
            }
        }

        CheckPositions(input.Positions, columns * batchSize);
        CheckFeatures(input, tower, columns * batchSize);
        return columns;
    }

    /// <summary>Counts of new tokens that fit the call.</summary>
    public static void Counts(ReadOnlySpan<int> counts, int batchSize, int columns)
    {
        if (counts.IsEmpty)
        {
            return;
        }

        int largest = 0;
        foreach (int count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, columns, nameof(counts));
            largest = Math.Max(largest, count);
        }

        if (counts.Length != batchSize || largest != columns)
        {
            throw new ArgumentException($"There are {counts.Length} counts of new tokens, the largest {largest}; wanted one a sequence ({batchSize}), the largest as many as the columns of the call ({columns}).", nameof(counts));
        }
    }

    /// <summary>Every result has an exit or a place between layers, columns that exist, and room.</summary>
    public static void Outputs(PassOutputs outputs, TowerInfo tower, int batchSize, int columns)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            ModelOutput output = outputs[i];
            if (Absent(output, tower) is string absent)
            {
                throw new ArgumentException(absent, nameof(outputs));
            }

            foreach (int column in output.Rows.Columns.Span)
            {
                if ((uint)column >= (uint)columns)
                {
                    throw new ArgumentException($"Column {column} is wanted of a call of {columns}.", nameof(outputs));
                }
            }

            if (output.Rows.Columns.Length % batchSize != 0)
            {
                throw new ArgumentException($"{output.Rows.Columns.Length} columns are chosen; wanted a multiple of the batch, {batchSize}.", nameof(outputs));
            }

            long wanted = output.Rows.Count(batchSize, columns) * output.Width(tower);
            if (outputs.Destination(i).Length < wanted)
            {
                throw new ArgumentException($"There is room for {outputs.Destination(i).Length} numbers of output; wanted at least {wanted}.", nameof(outputs));
            }
        }
    }

    /// <summary>Why there is no such result; null where there is.</summary>
    private static string? Absent(ModelOutput output, TowerInfo tower) => output switch
    {
        { IsStream: true } when (uint)output.Layer > (uint)tower.LayerCount => $"There is no place before layer {output.Layer}; the tower has {tower.LayerCount} layers.",
        { IsRouter: true } when tower.Experts is null => "There is no router; the tower has no experts.",
        { IsRouter: true } when !tower.Experts.Layers.Contains(output.Layer) => $"There is no router in layer {output.Layer}; the layers with experts are {string.Join(", ", tower.Experts.Layers)}.",
        { IsExit: true } when output.Exit >= tower.Exits.Count => $"There is no exit {output.Exit}; the tower has {tower.Exits.Count}.",
        _ => null,
    };

    /// <summary>Padding that fits the sequences.</summary>
    public static void Padding(ReadOnlySpan<int> leftPadding, int batchSize, int capacity)
    {
        if (!leftPadding.IsEmpty && leftPadding.Length != batchSize)
        {
            throw new ArgumentException($"There are {leftPadding.Length} numbers of padding columns; wanted none or {batchSize}, one a sequence.", nameof(leftPadding));
        }

        foreach (int columns in leftPadding)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(columns, nameof(leftPadding));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, capacity, nameof(leftPadding));
        }
    }

    private static void CheckPositions(RotaryPositions positions, int rows)
    {
        if (!positions.IsEmpty && positions.Values.Length != (long)rows * positions.Axes)
        {
            throw new ArgumentException($"There are {positions.Values.Length} positions; wanted {(positions.Axes == 1 ? "" : $"{positions.Axes} times ")}{rows}.", nameof(positions));
        }

        foreach (int position in positions.Values)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(positions));
        }
    }

    private static void CheckFeatures(ModelInput input, TowerInfo tower, int rows)
    {
        int count = input.FeatureRows.Length;
        if (input.Features.Length != (long)count * tower.Width)
        {
            throw new ArgumentException($"There are {input.Features.Length} numbers of features; wanted {count} rows of {tower.Width}.", nameof(input));
        }

        int before = -1;
        foreach (int row in input.FeatureRows)
        {
            if (row <= before || row >= rows)
            {
                throw new ArgumentException($"A feature stands at row {row}, after one at {before}; wanted ascending rows below {rows}.", nameof(input));
            }

            before = row;
        }

        long layer = (long)count * tower.Width;
        if (layer == 0 ? !input.LayerFeatures.IsEmpty : input.LayerFeatures.Length % layer != 0 || input.LayerFeatures.Length / layer > tower.LayerCount)
        {
            throw new ArgumentException($"There are {input.LayerFeatures.Length} numbers of layers' features; wanted {layer} for each of at most {tower.LayerCount} layers.", nameof(input));
        }
    }
}
