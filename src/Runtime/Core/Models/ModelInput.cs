using System;

namespace Modelwright.Runtime;

/// <summary>
/// The next columns of every sequence: token ids, or rows of embeddings in their place. Positions that are not counted are given beside it, by the kind of session that takes them.
/// </summary>
public readonly ref struct ModelInput
{
    /// <summary>Columns of tokens.</summary>
    /// <param name="tokens">[batch, columns], row-major.</param>
    public ModelInput(ReadOnlySpan<int> tokens) => Tokens = tokens;

    /// <summary>Token ids, [batch, columns]. Where <see cref="Features"/> stand in their place they are ignored, but must be of the vocabulary. Empty with <see cref="Embeddings"/>.</summary>
    public ReadOnlySpan<int> Tokens { get; init; }

    /// <summary>Rows of the residual stream before the first layer, in place of all tokens: [batch, columns, width].</summary>
    public ReadOnlySpan<float> Embeddings { get; init; }

    /// <summary>Positions of the columns; none where they are counted, see <see cref="PositionCounting"/>.</summary>
    internal RotaryPositions Positions { get; init; }

    /// <summary>
    /// For sequences that have not equally many new tokens: how many of the columns of each are tokens, [batch]. The columns behind them are padding that leaves no trace, so afterwards the sequences differ
    /// in length. At least one has all columns. Empty: all have.
    /// </summary>
    public ReadOnlySpan<int> Counts { get; init; }

    /// <summary>Rows that take the place of single tokens' embeddings, such as those of pictures: [rows, width].</summary>
    public ReadOnlySpan<float> Features { get; init; }

    /// <summary>Where the features stand: sequence · columns + column, ascending.</summary>
    public ReadOnlySpan<int> FeatureRows { get; init; }

    /// <summary>What is added at <see cref="FeatureRows"/> behind each of the first layers (DeepStack, Meng et al. 2024): [layers, rows, width]. Empty: nothing.</summary>
    public ReadOnlySpan<float> LayerFeatures { get; init; }

    /// <summary>Columns of tokens.</summary>
    public static implicit operator ModelInput(ReadOnlySpan<int> tokens) => new(tokens);
}
