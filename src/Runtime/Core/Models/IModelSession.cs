using System;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>
/// The state of a batch of sequences that advance together: cached keys and values, convolution and recurrent states.
/// Columns are counted from 0 with padding included; all sequences have the same number of columns.
/// Not thread-safe; several sessions of one model may be used one after the other, in any order.
/// </summary>
public interface IModelSession : IDisposable
{
    /// <summary>How many sequences the session holds.</summary>
    int BatchSize { get; }

    /// <summary>Columns fed so far, left padding included.</summary>
    int Length { get; }

    /// <summary>Columns that fit.</summary>
    int Capacity { get; }

    /// <summary>
    /// Feeds the next columns of every sequence. Long inputs are computed in pieces of the model's prefill chunk; the result does not depend on the cut.
    /// </summary>
    /// <param name="tokens">[batch, columns], row-major.</param>
    /// <param name="logits">
    /// Receives float32 logits: [batch, vocabulary] of the last column for <see cref="LogitsScope.Last"/>,
    /// [batch, columns, vocabulary] for <see cref="LogitsScope.All"/>; empty for <see cref="LogitsScope.None"/>.
    /// </param>
    /// <param name="scope">Which logits are wanted.</param>
    /// <param name="cancellationToken">Honoured between pieces; the session must be reset after a cancelled call.</param>
    /// <exception cref="TokenOutOfRangeException">A token id is not in the vocabulary.</exception>
    /// <exception cref="ContextOverflowException">More columns than <see cref="Capacity"/>.</exception>
    /// <exception cref="DeviceLostException">The device was lost; dispose the model.</exception>
    void Forward(ReadOnlySpan<int> tokens, Span<float> logits, LogitsScope scope = LogitsScope.Last, CancellationToken cancellationToken = default);

    /// <summary>Forgets everything; the next column is 0. <paramref name="leftPadding"/> (one number a sequence, or empty for none) says how many leading columns of each sequence are padding.</summary>
    /// <param name="leftPadding">Leading padding columns of each sequence, or empty.</param>
    /// <param name="positions">How positions are counted beside padding.</param>
    void Reset(ReadOnlySpan<int> leftPadding = default, PositionCounting positions = PositionCounting.FromFirstToken);
}

/// <summary>Which positions' logits a forward pass returns.</summary>
public enum LogitsScope
{
    /// <summary>The last column's.</summary>
    Last,

    /// <summary>Every column's.</summary>
    All,

    /// <summary>None: only the state advances.</summary>
    None,
}

/// <summary>How RoPE positions relate to columns in a left-padded batch.</summary>
public enum PositionCounting
{
    /// <summary>The first token that is not padding has position 0, as Hugging Face's <c>generate()</c> counts.</summary>
    FromFirstToken,

    /// <summary>Column 0 has position 0 whatever the padding, as Hugging Face's <c>forward()</c> counts.</summary>
    FromFirstColumn,
}
