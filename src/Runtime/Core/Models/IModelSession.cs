using System;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>
/// The state of a batch of sequences that advance together: cached keys and values, convolution and recurrent states.
/// Columns are counted from 0 with padding included; all sequences have the same number of columns, unless <see cref="ModelInput.Counts"/> were given.
/// Not thread-safe; several sessions of one model may be used one after the other, in any order.
/// </summary>
public interface IModelSession : IDisposable
{
    /// <summary>How many sequences the session holds.</summary>
    int BatchSize { get; }

    /// <summary>Columns fed so far, left padding included; of the longest sequence.</summary>
    int Length { get; }

    /// <summary>Columns of one sequence fed so far, left padding included.</summary>
    /// <param name="sequence">Its number in the batch.</param>
    int LengthOf(int sequence) => Length;

    /// <summary>Columns that fit.</summary>
    int Capacity { get; }

    /// <summary>Bytes of the states: cached keys and values, and recurrent ones; 0 where that is not known.</summary>
    long Bytes => 0;

    /// <summary>What the session runs: its width, layers and heads.</summary>
    TowerInfo Tower { get; }

    /// <summary>
    /// Feeds the next columns of every sequence. Long inputs are computed in pieces of the model's prefill chunk; the result does not depend on the cut.
    /// </summary>
    /// <param name="tokens">[batch, columns], row-major.</param>
    /// <param name="output">
    /// Receives what the first exit makes of them, float32: [batch, width] of the last column for <see cref="OutputRows.Last"/>,
    /// [batch, columns, width] for <see cref="OutputRows.All"/>; empty for <see cref="OutputRows.None"/>.
    /// </param>
    /// <param name="rows">Of which columns it is wanted. What is not wanted is not computed.</param>
    /// <param name="cancellationToken">Honoured between pieces; the session must be reset after a cancelled call.</param>
    /// <exception cref="TokenOutOfRangeException">A token id is not in the vocabulary.</exception>
    /// <exception cref="ContextOverflowException">More columns than <see cref="Capacity"/>.</exception>
    /// <exception cref="DeviceLostException">The device was lost; dispose the model.</exception>
    void Forward(ReadOnlySpan<int> tokens, Span<float> output, OutputRows rows = default, CancellationToken cancellationToken = default);

    /// <summary>The same with any input, and any number of results.</summary>
    /// <param name="input">The next columns.</param>
    /// <param name="outputs">What is wanted of them: results of exits, and the residual stream between layers.</param>
    /// <param name="cancellationToken">As above.</param>
    /// <exception cref="NotSupportedException">There are <see cref="ModelInput.Counts"/>, and the backend advances all sequences of a batch alike.</exception>
    /// <exception cref="ArgumentException">Input and output do not fit the model or each other; the message says what was found and wanted.</exception>
    void Forward(ModelInput input, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken = default);

    /// <summary>Forgets everything; the next column is 0. <paramref name="leftPadding"/> (one number a sequence, or empty for none) says how many leading columns of each sequence are padding.</summary>
    /// <param name="leftPadding">Leading padding columns of each sequence, or empty.</param>
    /// <param name="positions">How positions are counted beside padding.</param>
    void Reset(ReadOnlySpan<int> leftPadding = default, PositionCounting positions = PositionCounting.FromFirstToken);

    /// <summary>
    /// Whether <see cref="Crop"/> works: caches of keys and values can be cut anywhere. Recurrent states cannot, and neither can rotary frequencies that a longer text has changed; for these
    /// there are snapshots.
    /// </summary>
    bool CanCrop => false;

    /// <summary>Forgets all columns from <paramref name="length"/> on, as if they had never been fed. Also mends a session whose last pass did not finish.</summary>
    /// <param name="length">Columns that stay, at least 0 and at most <see cref="Length"/>.</param>
    /// <exception cref="InvalidOperationException"><see cref="CanCrop"/> is false.</exception>
    void Crop(int length) => throw new InvalidOperationException("This session cannot be cut back; wanted one of attention alone, or a snapshot to return to.");

    /// <summary>Whether <see cref="Snapshot"/> and <see cref="Fork"/> work; sessions of generated models always do so.</summary>
    bool CanSnapshot => false;

    /// <summary>
    /// What <see cref="Restore"/> needs to return here: the states that cannot be cut back, and the length. Keys and values are not copied. Where there are only those, it takes no memory.
    /// </summary>
    /// <exception cref="NotSupportedException">The session keeps no such states apart.</exception>
    SessionSnapshot Snapshot() => throw new NotSupportedException("This session makes no snapshots.");

    /// <summary>Returns to a snapshot of this session. Columns fed since then are forgotten, and so are later snapshots.</summary>
    /// <exception cref="ArgumentException">The snapshot is another session's, or the session has since been cut back behind it.</exception>
    void Restore(SessionSnapshot snapshot) => throw new NotSupportedException("This session makes no snapshots.");

    /// <summary>A session of the same sequences that goes its own way from here. It takes as much memory as this one.</summary>
    /// <exception cref="OutOfDeviceMemoryException">The device cannot hold the state twice.</exception>
    IModelSession Fork() => throw new NotSupportedException("This session cannot be copied.");
}

/// <summary>How RoPE positions relate to columns in a left-padded batch.</summary>
public enum PositionCounting
{
    /// <summary>The first token that is not padding has position 0, as Hugging Face's <c>generate()</c> counts.</summary>
    FromFirstToken,

    /// <summary>Column 0 has position 0 whatever the padding, as Hugging Face's <c>forward()</c> counts.</summary>
    FromFirstColumn,
}
