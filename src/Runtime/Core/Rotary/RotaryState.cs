using System;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>
/// The rotary tables of one session. A forward pass calls <see cref="BeginForward"/> once with the largest position of all its rows, then <see cref="Fill(RotaryPositions, Span{float})"/> for each piece it is cut into,
/// so that the result does not depend on the cut. <c>dynamic</c> and <c>longrope</c> choose their frequencies by that largest position: feeding a long text token by token
/// therefore differs from feeding it at once, as it does in Hugging Face, since keys already cached are not turned again.
/// Not thread-safe.
/// </summary>
public sealed class RotaryState
{
    private readonly RotaryEmbedding _embedding;
    private readonly float[] _initial;
    private float[] _frequencies;
    private int _longestSeen;

    internal RotaryState(RotaryEmbedding embedding, RotaryPrecision precision)
    {
        _embedding = embedding;
        _initial = precision == RotaryPrecision.Float32 ? embedding.Initial : [.. embedding.Initial.Select(f => Rounded(f, precision))];
        _frequencies = _initial;
    }

    /// <summary>Floats that <see cref="Fill(RotaryPositions, Span{float})"/> writes for a position: RotaryDim.</summary>
    public int RowLength => _embedding.RotaryDim;

    /// <summary>Positions of a row that parts of a head turn by: <see cref="RotaryEmbedding.Axes"/>. A row of one position turns as a whole.</summary>
    public int Axes => _embedding.Axes;

    /// <summary>The RotaryDim/2 frequencies of the present forward pass.</summary>
    public ReadOnlySpan<float> Frequencies => _frequencies;

    /// <summary>Chooses the frequencies of the forward pass that begins.</summary>
    /// <param name="maxPosition">The largest position of any row of the pass.</param>
    /// <returns>Whether the frequencies differ from those before, so that a caller who keeps tables must fill them anew.</returns>
    public bool BeginForward(int maxPosition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxPosition);
        float[] before = _frequencies;
        float[] chosen = _embedding.FrequenciesFor(maxPosition, before, ref _longestSeen);
        _frequencies = ReferenceEquals(chosen, _embedding.Initial) ? _initial : chosen;
        bool changed = !ReferenceEquals(before, _frequencies);
        HasChanged |= changed;
        return changed;
    }

    /// <summary>Whether a pass has changed the frequencies: what is cached may be turned by others than the next pass would choose.</summary>
    internal bool HasChanged { get; private set; }

    /// <summary>Where the state is, to return to.</summary>
    internal Mark Here => new(_frequencies, _longestSeen, HasChanged);

    internal void Return(Mark mark) => (_frequencies, _longestSeen, HasChanged) = (mark.Frequencies ?? _initial, mark.LongestSeen, mark.HasChanged);

    /// <summary>Forgets the sequences seen: the state is as <see cref="RotaryEmbedding.CreateState"/> made it.</summary>
    public void Reset()
    {
        _frequencies = _initial;
        _longestSeen = 0;
        HasChanged = false;
    }

    /// <summary>Writes for each position RotaryDim/2 cosines, then RotaryDim/2 sines, both times the attention scale.</summary>
    /// <param name="positions">[rows].</param>
    /// <param name="destination">[rows, RotaryDim] float32.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void Fill(ReadOnlySpan<int> positions, Span<float> destination) => Fill(new RotaryPositions(positions), destination);

    /// <summary>Writes for each position RotaryDim/2 cosines, then RotaryDim/2 sines, both times the attention scale.</summary>
    /// <param name="positions">[rows], or [axes, rows].</param>
    /// <param name="destination">[rows, RotaryDim] float32.</param>
    /// <exception cref="ArgumentException">The destination is too short, or rows have more positions than <see cref="Axes"/>.</exception>
    public void Fill(RotaryPositions positions, Span<float> destination)
    {
        int half = _frequencies.Length;
        if (destination.Length < (long)positions.Count * 2 * half)
        {
            throw new ArgumentException($"The destination holds {destination.Length} floats; wanted {positions.Count} rows of {2 * half}.", nameof(destination));
        }

        if (positions.Axes != 1 && positions.Axes != Axes)
        {
            throw new ArgumentException($"Rows have {positions.Axes} positions; heads of this model turn by {Axes}.", nameof(positions));
        }

        float scale = _embedding.AttentionScale;
        for (int row = 0; row < positions.Count; row++)
        {
            Span<float> cosines = destination.Slice(row * 2 * half, half);
            Span<float> sines = destination.Slice((row * 2 * half) + half, half);
            for (int j = 0; j < half; j++)
            {
                int axis = positions.Axes == 1 ? 0 : _embedding.AxisOf(j);
                float position = positions.Values[(axis * positions.Count) + row];
                (float sine, float cosine) = MathF.SinCos(position * _frequencies[j]);
                cosines[j] = cosine * scale;
                sines[j] = sine * scale;
            }
        }
    }

    /// <summary>A state of the state.</summary>
    internal readonly record struct Mark(float[]? Frequencies, int LongestSeen, bool HasChanged);

    private static float Rounded(float frequency, RotaryPrecision precision) => precision == RotaryPrecision.Float16
        ? (float)(Half)frequency
        : BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits(frequency) + 0x7FFF + ((BitConverter.SingleToUInt32Bits(frequency) >> 16) & 1)) & 0xFFFF0000u);
}
