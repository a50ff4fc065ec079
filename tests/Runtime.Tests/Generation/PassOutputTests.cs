using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>What a pass takes and returns, piece by piece, and what sessions and tokenizers do that say nothing of their own.</summary>
public class PassOutputTests
{
    [Fact]
    public void What_is_wanted_of_a_pass()
    {
        PassOutputs outputs = new([ModelOutput.OfStream(2, default), ModelOutput.OfExit(0, default)]);
        PassOutputs other = new([ModelOutput.OfExit(0, default), ModelOutput.OfRouter(2, default)]);
        PassOutputs single = new(new float[3], OutputRows.All);

        Assert.Equal((2, 2, 1), (outputs.Count, other.Count, single.Count));
        Assert.Equal((true, true, false), (outputs.WantsStream(), outputs.WantsStream(2), outputs.WantsStream(0)));
        Assert.Equal((false, false, false), (other.WantsStream(), other.WantsStream(2), single.WantsStream()));
        Assert.Equal((false, true, false), (outputs.WantsRouter(), other.WantsRouter(), single.WantsRouter()));
        Assert.Equal((0, OutputRows.All, 3), (single[0].Exit, single[0].Rows, single.Destination(0).Length));
    }

    [Fact]
    public void Rows_of_a_result()
    {
        Assert.Equal([2L, 6, 0, 4], new[] { OutputRows.Last, OutputRows.All, OutputRows.None, OutputRows.Of(new int[4]) }.Select(static rows => rows.Count(2, 3)));
        Assert.Equal([2, 3, 2, 3], OutputRows.LastColumns(2, 4, batchSize: 2).Columns.ToArray());
        Assert.Equal([0, 1], OutputRows.LastColumns(2, 2).Columns.ToArray());
        Assert.Equal(0, OutputRows.LastColumns(0, 2).Columns.Length);
        Assert.Throws<ArgumentOutOfRangeException>(static () => OutputRows.LastColumns(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(static () => OutputRows.LastColumns(3, 2));
        int[] columns = [1];
        Assert.True(OutputRows.Of(columns) == OutputRows.Of(columns));
        Assert.True(OutputRows.Of(columns).Equals((object)OutputRows.Of(columns)));
        Assert.True(OutputRows.Of(columns) != OutputRows.Of(new[] { 1 }));
        Assert.True(OutputRows.Last != OutputRows.All);
        Assert.False(OutputRows.Last.Equals("last"));
        Assert.Equal(OutputRows.All.GetHashCode(), OutputRows.All.GetHashCode());
        Assert.NotEqual(OutputRows.All.GetHashCode(), OutputRows.Last.GetHashCode());
    }

    [Fact]
    public void Router_rows_go_where_they_are_wanted()
    {
        float[] logits = [.. Enumerable.Range(0, 8).Select(static i => (float)i)]; // 2 sequences, 2 columns, 2 experts
        float[] last = new float[4];
        RouterRows.Copy(logits, OutputRows.Last.In(new SessionPiece(1, 2, 3), 2), 2, last);
        float[] all = new float[12];
        RouterRows.Copy(logits, OutputRows.All.In(new SessionPiece(1, 2, 3), 2), 2, all);

        Assert.Equal([2, 3, 6, 7], last);
        Assert.Equal([0, 0, 0, 1, 2, 3, 0, 0, 4, 5, 6, 7], all);
        Assert.True(OutputRows.Last.In(new SessionPiece(1, 2, 3), 2).Any());
        Assert.False(OutputRows.Last.In(new SessionPiece(0, 2, 3), 2).Any());
    }

    /// <summary>Columns 2 and 3 of 5, of two sequences.</summary>
    [Fact]
    public void A_piece_has_its_part_of_the_input()
    {
        SessionPiece piece = new(2, 2, 5);
        int[] tokens = new int[4];
        PieceInput.CopyTokens(new ModelInput([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), piece, 2, tokens);
        ModelInput embedded = new() { Embeddings = [.. Enumerable.Range(0, 30).Select(static i => (float)i)] };

        Assert.Equal([2, 3, 7, 8], tokens);
        Assert.Equal([6, 7, 8], PieceInput.Embedding(embedded, piece, 0, 3).ToArray());
        Assert.Equal([24, 25, 26], PieceInput.Embedding(embedded, piece, 3, 3).ToArray());
        Assert.Equal([-1, -1, 0, 1, -1, -1, -1, 2, 3, -1], Enumerable.Range(0, 10).Select(row => PieceInput.RowOf(piece, row)));
        PieceInput.CopyTokens(embedded, piece, 2, tokens);
        Assert.Equal([2, 3, 7, 8], tokens);
    }

    [Fact]
    public void Layers_are_told_by_their_numbers() => Assert.Equal(
        [0, 1, 2, 3], LayerInfo.Table([new LayerGroup(default, default, [3, 1]), new LayerGroup(default, default, [0, 2])]).Select(static layer => layer.Index));

    /// <summary>A backend that has none of the ways back says so, and does not pretend.</summary>
    [Fact]
    public void A_session_without_ways_back_says_so()
    {
        using IModelSession session = new ScriptedModel(static _ => 0).CreateSession(new SessionOptions());

        Assert.Equal((false, false, 0L, 0), (session.CanCrop, session.CanSnapshot, session.Bytes, session.LengthOf(0)));
        Assert.Throws<InvalidOperationException>(() => session.Crop(0));
        Assert.Throws<NotSupportedException>(() => session.Snapshot());
        Assert.Throws<NotSupportedException>(() => session.Restore(null!));
        Assert.Throws<NotSupportedException>(() => session.Fork());
    }

    /// <summary>The bytes of a tokenizer that only decodes: none of half a character.</summary>
    [Fact]
    public void A_tokenizer_that_only_decodes_has_bytes_of_whole_characters()
    {
        ITextTokenizer letters = new LetterTokenizer();

        Assert.Equal([(byte)'a'], letters.BytesOf('a').ToArray());
        Assert.Equal([], letters.BytesOf(0xC3).ToArray());
    }
}
