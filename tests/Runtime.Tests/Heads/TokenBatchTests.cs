using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

public class TokenBatchTests
{
    [Theory]
    [InlineData(PaddingSide.Left, new[] { 1, 2, 3, 9, 9, 4 }, new[] { 0, 2 }, new[] { 3, 3 })]
    [InlineData(PaddingSide.Right, new[] { 1, 2, 3, 4, 9, 9 }, new[] { 0, 0 }, new[] { 3, 1 })]
    public void Rows_are_padded_on_either_side(PaddingSide side, int[] tokens, int[] first, int[] end)
    {
        TokenBatch batch = TokenBatch.Padded([[1, 2, 3], [4]], padding: 9, side);

        Assert.Equal(tokens, batch.Tokens.ToArray());
        Assert.Equal(first, batch.First);
        Assert.Equal(end, batch.End);
    }

    [Theory]
    [InlineData(new[] { 1, 1, 0 }, 0, 2)]
    [InlineData(new[] { 0, 1, 1 }, 1, 3)]
    [InlineData(new[] { 0, 1, 0 }, 1, 2)]
    [InlineData(new[] { 0, 0, 0 }, 3, 3)]
    public void A_mask_is_a_range_of_columns(int[] mask, int first, int end)
    {
        TokenBatch batch = TokenBatch.Masked([[5, 6, 7]], [mask]);
        Assert.Equal((first, end), (batch.First[0], batch.End[0]));
    }

    [Fact]
    public void A_gap_says_where_it_is()
    {
        AttentionMaskException error = Assert.Throws<AttentionMaskException>(() => TokenBatch.Masked([[1, 2, 3, 4], [1, 2, 3, 4]], [[1, 1, 1, 1], [0, 1, 0, 1]]));
        Assert.Equal((1, 2), (error.Row, error.Column));
        Assert.Throws<AttentionMaskException>(() => TokenBatch.Embedded(new float[24], 2, 4, [[1, 1, 1, 1], [1, 0, 0, 1]]));
    }

    [Fact]
    public void Embeddings_and_positions_have_the_batchs_sizes()
    {
        TokenBatch batch = TokenBatch.Embedded(new float[24], count: 2, columns: 4);
        Assert.Equal((2, 4, 24), (batch.Count, batch.Columns, batch.Embeddings.Length));
        Assert.Throws<ArgumentException>(() => TokenBatch.Embedded(new float[25], 2, 4));
        Assert.Throws<ArgumentException>(() => TokenBatch.Embedded(new float[24], 2, 4, [[1, 1, 1, 1]]));
        Assert.Throws<ArgumentException>(() => batch.WithPositions(new int[7]));
        Assert.Equal([.. Enumerable.Range(3, 8)], batch.WithPositions(Enumerable.Range(3, 8).ToArray()).PositionIds.ToArray());
    }

    /// <summary>Evenly shared, the balancing loss is the number of experts a token; rows that do not count change nothing.</summary>
    [Fact]
    public void The_balancing_loss_is_the_definition()
    {
        float[] even = [9, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9];
        Assert.Equal(1, HeadLosses.RouterBalance([even], experts: 4, perToken: 1), 1e-6);
        Assert.Equal(4, HeadLosses.RouterBalance([[.. even.Select(static _ => 0f)]], experts: 4, perToken: 4), 1e-6);

        float[] two = [1, 2, 3, 4, 0, -1];
        double[] p = [Share(1, 2, 3, 0), Share(1, 2, 3, 1), Share(1, 2, 3, 2)];
        Assert.Equal(3 * (p[2] + p[1]), HeadLosses.RouterBalance([two], 3, 2, [true, false]), 1e-6);
        static double Share(double a, double b, double c, int which) => Math.Exp(new[] { a, b, c }[which]) / (Math.Exp(a) + Math.Exp(b) + Math.Exp(c));
    }
}
