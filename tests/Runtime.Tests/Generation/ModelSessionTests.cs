using System;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <summary>What all backends' sessions do alike, against a session that only notes what it is asked for.</summary>
public sealed partial class ModelSessionTests
{
    private static readonly TowerInfo OneHead = new("text", Width: 4, LayerCount: 2, [new ExitInfo("logits", 10)]);

    [Theory]
    [InlineData(7, 3, new[] { 3, 3, 1 })]
    [InlineData(6, 3, new[] { 3, 3 })]
    [InlineData(1, 3, new[] { 1 })]
    [InlineData(4, 9, new[] { 4 })]
    public void Long_input_is_cut_into_pieces(int columns, int chunk, int[] pieces)
    {
        Recorder session = new(batch: 2, chunk: chunk);

        session.Forward(new int[2 * columns], new float[20], OutputRows.Last);

        Assert.Equal(pieces, session.Pieces.Select(static piece => piece.Count));
        Assert.Equal([.. Enumerable.Repeat(false, pieces.Length - 1), true], session.Pieces.Select(static piece => piece.IsLast));
        Assert.Equal(columns, session.Length);
    }

    [Fact]
    public void Positions_count_from_each_sequences_first_token_across_pieces()
    {
        Recorder session = new(batch: 3, chunk: 2);
        session.Reset([0, 1, 4]);

        session.Forward(new int[9], new float[30]);
        session.Forward(new int[6], new float[30]);

        Assert.Equal([[0, 1, 0, 0, 0, 0], [2, 1, 0], [3, 4, 2, 3, 0, 0]], session.PiecePositions);
        Assert.Equal(3, session.Rows);
    }

    [Fact]
    public void Positions_count_from_the_first_column_where_asked()
    {
        Recorder session = new(batch: 2, chunk: 8);
        session.Reset([0, 2], PositionCounting.FromFirstColumn);
        session.Forward(new int[6], new float[20]);

        Assert.Equal([[0, 1, 2]], session.PiecePositions);
        Assert.Equal(1, session.Rows);
    }

    [Theory]
    [InlineData(new[] { 5, 0 })]
    [InlineData(new[] { 0, 5 })]
    public void The_longest_sequence_chooses_the_frequencies_wherever_it_stands(int[] padding)
    {
        RotaryEmbedding rope = RotaryEmbedding.LongRope(4, 10000f, [1f, 1f], [4f, 4f], originalMaxPositions: 8, attentionScale: 1f);
        Recorder session = new(batch: 2, chunk: 3, rope.CreateState());
        session.Reset(padding);

        session.Forward(new int[16], new float[20]);
        Assert.Equal(rope.InverseFrequencies, session.Frequencies); // eight positions are the last short text
        session.Forward(new int[2], new float[20]);
        Assert.NotEqual(rope.InverseFrequencies, session.Frequencies);
    }

    [Fact]
    public void Given_positions_are_cut_as_the_tokens_are()
    {
        Recorder session = new(batch: 2, chunk: 2);
        ((ISequentialSession)session).Forward(new ModelInput(new int[6]), new Positions1D([0, 1, 2, 5, 6, 9]), []);

        Assert.Equal([[0, 1, 5, 6], [2, 9]], session.PiecePositions);
        Assert.Equal(2, session.Rows);
    }

    /// <summary>Three rows of positions are cut as one is; each kind of session takes its own kind alone, and as many as there are columns.</summary>
    [Fact]
    public void Each_kind_of_session_takes_its_kind_of_positions()
    {
        Recorder one = new(batch: 1, chunk: 2);
        Recorder three = new(batch: 1, chunk: 2, RotaryEmbedding.Default(8, 10000f).WithSections(2, 1, 1).CreateState());

        ((IMultimodalSession)three).Forward(new ModelInput(new int[3]), new Positions3D([1, 2, 3, 4, 5, 6, 7, 8, 9]), []);

        Assert.Equal([[1, 2, 4, 5, 7, 8], [3, 6, 9]], three.PiecePositions);
        Positions3D positions = new([1, 2, 3, 4, 5, 6]);
        Assert.Equal([[1, 2], [3, 4], [5, 6]], (int[][])[[.. positions.Time], [.. positions.Height], [.. positions.Width]]);
        Assert.Contains("by 1 position a token", Assert.Throws<InvalidOperationException>(() => ((IMultimodalSession)one).Forward(new ModelInput(new int[1]), new Positions3D([0, 0, 0]), [])).Message);
        Assert.Contains("by 3 positions a token", Assert.Throws<InvalidOperationException>(() => ((ISequentialSession)three).Forward(new ModelInput(new int[1]), new Positions1D([0]), [])).Message);
        Assert.Contains("wanted 2", Assert.Throws<ArgumentException>(() => ((ISequentialSession)one).Forward(new ModelInput(new int[2]), new Positions1D([0, 1, 2]), [])).Message);
        Assert.Contains("wanted 3 times 2", Assert.Throws<ArgumentException>(() => ((IMultimodalSession)three).Forward(new ModelInput(new int[2]), new Positions3D([0, 1, 2]), [])).Message);
        Assert.Throws<ArgumentException>(() => ((ISequentialSession)one).Forward(new ModelInput(new int[2]), default, []));
        Assert.Throws<ArgumentException>(() => new Positions3D([0, 1]));
        Assert.ThrowsAny<ArgumentException>(() => ((ISequentialSession)one).Forward(new ModelInput(new int[1]), new Positions1D([-1]), []));
    }

    /// <summary>first row of the piece + stride x count > row of the result.</summary>
    [Fact]
    public void Each_result_has_the_rows_it_wants_of_each_piece()
    {
        Assert.Equal(["2+3x2>0"], Rows(OutputRows.Last, columns: 6));
        Assert.Equal(["0+1x3>0", "3+1x3>6", "0+1x3>3", "3+1x3>9"], Rows(OutputRows.All, columns: 6));
        Assert.Empty(Rows(OutputRows.None, columns: 6));
        Assert.Equal(["2+1x1>0", "0+1x2>1", "3+1x1>5"], Rows(OutputRows.Of(new[] { 2, 3, 4, 6, 6, 3 }), columns: 7)[..3]);
        Assert.Equal(["1+1x2>0", "4+1x2>3", "0+1x1>2", "1+1x1>5"], Rows(OutputRows.LastColumns(3, 4, 2), columns: 4));

        static string[] Rows(OutputRows rows, int columns)
        {
            Recorder session = new(batch: 2, chunk: 3);
            session.Forward(new ModelInput(new int[2 * columns]), [ModelOutput.OfExit(0, new float[20 * columns], rows)]);
            return [.. session.Wanted];
        }
    }

    [Fact]
    public void Input_and_outputs_that_do_not_fit_are_refused_with_what_was_wanted()
    {
        Recorder session = new(batch: 1, chunk: 4);
        float[] room = new float[64];
        Assert.Contains("multiple of the batch, 1, times the width, 4", Refused(session, new ModelInput { Embeddings = new float[6] }, ModelOutput.OfExit(0, room)));
        Assert.Contains("wanted one of them", Refused(session, new ModelInput(new int[1]) { Embeddings = new float[4] }, ModelOutput.OfExit(0, room)));
        Assert.Contains("wanted 1 rows of 4", Refused(session, new ModelInput(new int[3]) { FeatureRows = new int[] { 1 }, Features = new float[3] }, ModelOutput.OfExit(0, room)));
        Assert.Contains("ascending", Refused(session, new ModelInput(new int[3]) { FeatureRows = new int[] { 3 }, Features = new float[4] }, ModelOutput.OfExit(0, room)));
        Assert.Contains("at most 2 layers", Refused(session, new ModelInput(new int[3]) { FeatureRows = new int[] { 1 }, Features = new float[4], LayerFeatures = new float[12] }, ModelOutput.OfExit(0, room)));
        Assert.Contains("no exit 1", Refused(session, new ModelInput(new int[3]), ModelOutput.OfExit(1, room)));
        Assert.Contains("before layer 3", Refused(session, new ModelInput(new int[3]), ModelOutput.OfStream(3, room)));
        Assert.Contains("Column 3", Refused(session, new ModelInput(new int[3]), ModelOutput.OfExit(0, room, OutputRows.Of(new[] { 3 }))));
        Assert.Contains("wanted at least 12", Refused(session, new ModelInput(new int[3]), ModelOutput.OfStream(2, new float[11], OutputRows.All)));
        Assert.Empty(session.Pieces);

        static string Refused(Recorder session, ModelInput input, ModelOutput output)
        {
            try
            {
                session.Forward(input, [output]);
                return "nothing was refused";
            }
            catch (ArgumentException refused)
            {
                return refused.Message;
            }
        }
    }

    [Fact]
    public void A_reset_forgets_how_long_a_sequence_was()
    {
        RotaryEmbedding rope = RotaryEmbedding.Dynamic(4, 10000f, factor: 2f, maxPositions: 8);
        Recorder used = new(batch: 1, chunk: 64, rope.CreateState());
        Recorder fresh = new(batch: 1, chunk: 64, rope.CreateState());
        used.Forward(new int[20], new float[10]);
        used.Reset();

        // At exactly the original length a session that had seen more would keep its stretched frequencies.
        used.Forward(new int[8], new float[10]);
        fresh.Forward(new int[8], new float[10]);
        Assert.Equal(fresh.Frequencies, used.Frequencies);
        Assert.Equal(rope.InverseFrequencies, used.Frequencies);
        Assert.Equal(1, used.Clears);
    }

    [Fact]
    public void A_cancelled_pass_must_be_followed_by_a_reset()
    {
        using CancellationTokenSource source = new();
        Recorder session = new(batch: 1, chunk: 2) { OnRun = pieces => CancelAt(pieces, 2, source) };

        Assert.ThrowsAny<OperationCanceledException>(() => session.Forward(new int[9], [], OutputRows.None, source.Token));
        Assert.Equal(2, session.Pieces.Count); // it is heard between pieces
        Assert.Throws<InvalidOperationException>(() => session.Forward([1], [], OutputRows.None));
        session.Reset();
        session.Forward([1], [], OutputRows.None);
        Assert.Equal(1, session.Length);
    }

    [Fact]
    public void A_pass_that_failed_must_be_followed_by_a_reset()
    {
        Recorder session = new(batch: 1, chunk: 2) { OnRun = static _ => throw new TimeoutException() };

        Assert.Throws<TimeoutException>(() => session.Forward([1], [], OutputRows.None));
        Assert.Throws<InvalidOperationException>(() => session.Forward([1], [], OutputRows.None));
    }

    [Fact]
    public void What_is_refused_does_no_harm()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Recorder session = new(batch: 2, chunk: 4, capacity: 5);

        Assert.Throws<ArgumentException>(() => session.Forward([], []));
        Assert.Throws<ArgumentException>(() => session.Forward([1, 2, 3], new float[20]));
        Assert.Throws<TokenOutOfRangeException>(() => session.Forward([1, 10], new float[20]));
        Assert.Throws<TokenOutOfRangeException>(() => session.Forward([1, -1], new float[20]));
        Assert.Throws<ContextOverflowException>(() => session.Forward(new int[12], new float[20]));
        Assert.Throws<ArgumentException>(() => session.Forward([1, 2], new float[19]));
        Assert.Throws<ArgumentException>(() => session.Forward(new int[4], new float[39], OutputRows.All));
        Assert.Throws<ArgumentException>(() => session.Reset([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Reset([0, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Reset([0, 6]));
        Assert.ThrowsAny<OperationCanceledException>(() => session.Forward([1, 2], new float[20], OutputRows.Last, source.Token));
        session.Forward([1, 2], new float[20]);
        Assert.Equal(1, session.Length);
        session.Dispose();
        session.Dispose();
        Assert.Equal(1, session.Releases);
        Assert.Throws<ObjectDisposedException>(() => session.Forward([1, 2], new float[20]));
        Assert.Throws<ObjectDisposedException>(() => session.Reset());
    }

    [Fact]
    public void Sequences_advance_by_their_counts()
    {
        Recorder session = new(batch: 3, chunk: 2) { CountsTaken = true };
        session.Reset([0, 1, 0]);

        session.Forward(new ModelInput(new int[9]) { Counts = [3, 2, 0] }, []);
        Assert.Equal([3, 2, 0], Enumerable.Range(0, 3).Select(session.LengthOf));
        using SessionSnapshot here = session.Snapshot();
        session.Forward(new ModelInput(new int[3]), []);

        Assert.Equal([[0, 1, 0, 0, 0, 1], [2, 1, 0], [3, 1, 0]], session.PiecePositions);
        Assert.Equal(["0-2 of 0, 0-2 of 1, 0-0 of 0", "2-3 of 0, 2-2 of 1, 0-0 of 0", "3-4 of 0, 2-3 of 1, 0-1 of 0"], session.Spans);
        Assert.Equal(4, session.Length);
        session.Restore(here);
        Assert.Equal([3, 2, 0], Enumerable.Range(0, 3).Select(session.LengthOf));
        session.Crop(2);
        Assert.Equal([2, 2, 0], Enumerable.Range(0, 3).Select(session.LengthOf));
    }

    [Theory]
    [InlineData(new[] { 3, 2 })]
    [InlineData(new[] { 3, 2, 4 })]
    [InlineData(new[] { 3, 2, -1 })]
    [InlineData(new[] { 2, 2, 1 })]
    public void Counts_that_do_not_fit_are_refused(int[] counts) =>
        Assert.ThrowsAny<ArgumentException>(() => new Recorder(batch: 3, chunk: 2) { CountsTaken = true }.Forward(new ModelInput(new int[9]) { Counts = counts }, []));

    [Fact]
    public void A_backend_that_advances_all_alike_says_so() =>
        Assert.Throws<NotSupportedException>(static () => new Recorder(batch: 2, chunk: 2).Forward(new ModelInput(new int[4]) { Counts = [2, 1] }, []));
}
