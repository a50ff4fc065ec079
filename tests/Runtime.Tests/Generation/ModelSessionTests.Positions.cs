using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <content>Positions of batches, and what a reset leaves of them.</content>
public sealed partial class ModelSessionTests
{
    [Fact]
    public void A_reset_without_padding_has_none()
    {
        Recorder session = new(batch: 2, chunk: 8);
        session.Reset([0, 2]);
        session.Reset();
        session.Forward(new int[6], new float[20]);

        Assert.Equal([[0, 1, 2]], session.PiecePositions);
        Assert.Equal(1, session.Rows);
    }

    [Fact]
    public void Columns_of_padding_count_too_where_positions_count_from_the_first_column()
    {
        Recorder session = new(batch: 2, chunk: 8);
        session.Reset([2, 0], PositionCounting.FromFirstColumn);
        session.Forward(new int[6], new float[20]);

        Assert.Equal([[0, 1, 2]], session.PiecePositions);
    }

    /// <summary>Three rows for each of two sequences, and a piece's part of each.</summary>
    [Fact]
    public void Three_positions_of_a_batch_are_cut_as_the_tokens_are()
    {
        Recorder session = new(batch: 2, chunk: 2, RotaryEmbedding.Default(8, 10000f).WithSections(2, 1, 1).CreateState());

        ((IMultimodalSession)session).Forward(new ModelInput(new int[6]), new Positions3D([.. Enumerable.Range(1, 18)]), []);

        Assert.Equal([[1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17], [3, 6, 9, 12, 15, 18]], session.PiecePositions);
    }

    /// <summary>Eight positions are the last short text: a ninth, wherever it stands, chooses the other frequencies.</summary>
    [Theory]
    [InlineData(new[] { 7, 0 }, false)]
    [InlineData(new[] { 8, 0 }, true)]
    [InlineData(new[] { 0, 8 }, true)]
    public void The_largest_position_given_chooses_the_frequencies(int[] positions, bool changed)
    {
        RotaryEmbedding rope = RotaryEmbedding.LongRope(4, 10000f, [1f, 1f], [4f, 4f], originalMaxPositions: 8, attentionScale: 1f);
        Recorder session = new(batch: 1, chunk: 8, rope.CreateState());

        ((ISequentialSession)session).Forward(new ModelInput([1, 2]), new Positions1D(positions), []);

        Assert.Equal(changed, !rope.InverseFrequencies.SequenceEqual(session.Frequencies));
    }

    /// <summary>Room is taken for a piece or for all that fits, whichever is less.</summary>
    [Fact]
    public void Pieces_may_be_longer_than_any_sequence()
    {
        Recorder session = new(batch: 2, chunk: int.MaxValue);
        session.Forward(new int[8], new float[20]);

        Assert.Equal([[0, 1, 2, 3]], session.PiecePositions);
    }
}
