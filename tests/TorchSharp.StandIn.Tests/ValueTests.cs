using System;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Modelwright.TorchSharpStandIn;

/// <summary>Operations against values worked out by hand.</summary>
public class ValueTests
{
    private static readonly Tensor Grid = arange(6.0).view(2, 3); // 0 1 2 / 3 4 5

    [Fact]
    public void Products()
    {
        Tensor a = tensor(new float[] { 1, 2, 3, 4 }, [2L, 2L]);
        Tensor b = tensor(new float[] { 5, 6, 7, 8 }, [2L, 2L]);

        Equal(a.matmul(b), [2, 2], 19, 22, 43, 50);
        Equal(F.linear(a, b, tensor(new[] { 1f, -1f })), [2, 2], 18, 22, 40, 52);
        Equal(a.matmul(tensor(new[] { 1f, 1f })), [2], 3, 7);
        Equal(stack([a, b]).bmm(stack([b, a])), [2, 2, 2], 19, 22, 43, 50, 23, 34, 31, 46);
        Equal(einsum("ij,kj->ik", a, b), [2, 2], 17, 23, 39, 53);
        Equal(einsum("ij->ji", a), [2, 2], 1, 3, 2, 4);
        Equal(einsum("...ij,...jk", stack([a, a]), b), [2, 2, 2], 19, 22, 43, 50, 19, 22, 43, 50);
        Equal(a[0].outer(b[1]), [2, 2], 7, 8, 14, 16);
    }

    [Fact]
    public void Long_products_agree_with_sums_in_double()
    {
        random.manual_seed(1);
        Tensor a = randn(3, 133);
        Tensor b = randn(5, 133);
        Tensor expected = F.linear(a.to(float64), b.to(float64));

        Assert.True(F.linear(a, b).to(float64).allclose(expected, atol: 1e-4));
    }

    [Fact]
    public void Ranges_cut_as_in_Python()
    {
        Tensor x = arange(12).view(3, 4);

        Equal(x[1.., 1..^1], [2, 2], 5, 6, 9, 10);
        Equal(x[TensorIndex.Ellipsis, -1], [3], 3, 7, 11);
        Equal(x[^1], [4], 8, 9, 10, 11);
        Equal(x[1, 2], [], 6);
        Equal(x[TensorIndex.None, 0, TensorIndex.Slice(0, 4, 2)], [1, 2], 0, 2);
        Equal(x[TensorIndex.Colon, 2..100], [3, 2], 2, 3, 6, 7, 10, 11);
    }

    [Fact]
    public void Tensors_as_indices_pick()
    {
        Tensor x = arange(12).view(3, 4);
        Tensor rows = tensor(new long[] { 2, 0 });
        Tensor columns = tensor(new long[] { 1, -1 });

        Equal(x[rows], [2, 4], 8, 9, 10, 11, 0, 1, 2, 3);
        Equal(x[rows, columns], [2], 9, 3);
        Equal(x[TensorIndex.Colon, TensorIndex.Tensor(columns)], [3, 2], 1, 3, 5, 7, 9, 11);
        Equal(x[x > 8], [3], 9, 10, 11);
        Equal(x.view(3, 2, 2)[TensorIndex.Tensor(rows), TensorIndex.Colon, TensorIndex.Tensor(columns)], [2, 2], 9, 11, 1, 3);
    }

    [Fact]
    public void Writing_through_square_brackets_reaches_the_base()
    {
        Tensor x = zeros(2, 3);
        x[0, 1] = 5;
        x[1, 1..] = tensor(new[] { 7f, 8f });
        x[tensor(new[] { true, false })] += 1;

        Equal(x, [2, 3], 1, 6, 1, 0, 7, 8);
        x.index_put_(tensor(new[] { 1f, 1f }), [tensor(new long[] { 1, 1 }), tensor(new long[] { 0, 0 })], accumulate: true);
        Equal(x, [2, 3], 1, 6, 1, 2, 7, 8);
    }

    [Fact]
    public void Views_share_memory_and_have_strides()
    {
        Tensor x = arange(6.0).view(2, 3);
        Tensor turned = x.transpose(0, 1);

        Assert.Equal([1L, 3L], turned.stride());
        Assert.False(turned.is_contiguous());
        turned[2, 0] = 9;
        Equal(x, [2, 3], 0, 1, 9, 3, 4, 5);
        Equal(turned.reshape(-1), [6], 0, 3, 1, 4, 9, 5);
        Assert.Equal([0L, 1L], x[0].expand(4, 3).stride());
        Equal(x.unflatten(1, 3, 1).squeeze(2).flatten(), [6], 0, 1, 9, 3, 4, 5);
        Equal(x.view(3, 2).permute(1, 0).contiguous().view(-1), [6], 0, 9, 4, 1, 3, 5);
    }

    [Fact]
    public void Reductions()
    {
        Equal(Grid.sum(), [], 15);
        Equal(Grid.sum(0, keepdim: true), [1, 3], 3, 5, 7);
        Equal(Grid.mean([-1L]), [2], 1, 4);
        Equal(Grid.max(1).indexes, [2], 2, 2);
        Equal(Grid.argmax(), [], 5);
        Equal(Grid.amin([0L, 1L]), [], 0);
        Equal(Grid.cumsum(1), [2, 3], 0, 1, 3, 3, 7, 12);
        Equal(Grid.var(1L), [2], 1, 1);
        Equal((Grid > 3).any(1), [2], 0, 1);
        Equal((Grid > -1).all(), [], 1);
    }

    [Fact]
    public void Sorting_and_counting()
    {
        Tensor x = tensor(new[] { 3f, 1f, 2f, 3f });

        Equal(x.topk(2).values, [2], 3, 3);
        Equal(x.topk(2).indexes, [2], 0, 3);
        Equal(x.topk(2, largest: false).values, [2], 1, 2);
        Equal(x.sort().Indices, [4], 1, 2, 0, 3);
        Equal(x.argsort(descending: true), [4], 0, 3, 2, 1);
        Equal(tensor(new long[] { 1, 3, 1 }).bincount(null, minlength: 5), [5], 0, 2, 0, 1, 0);
        Equal(F.one_hot(tensor(new long[] { 1, 0 }), 3), [2, 3], 0, 1, 0, 1, 0, 0);
        Equal(tensor(new long[] { 4, 5 }).repeat_interleave(tensor(new long[] { 1, 2 })), [3], 4, 5, 5);
        Equal(tensor(new long[] { 4, 5 }).repeat(2), [4], 4, 5, 4, 5);
    }

    [Fact]
    public void Scatters_and_fills()
    {
        Tensor index = tensor(new long[] { 0, 0, 2 });
        Equal(zeros(3).scatter_add_(0, index, ones(3)), [3], 2, 0, 1);
        Equal(zeros(3).index_add_(0, index, ones(3), alpha: 2), [3], 4, 0, 2);
        Equal(zeros(3).index_copy_(0, tensor(new long[] { 1 }), ones(1)), [3], 0, 1, 0);
        Equal(Grid.masked_fill(Grid > 3, -1), [2, 3], 0, 1, 2, 3, -1, -1);
        Equal(Grid.tril(), [2, 3], 0, 0, 0, 3, 4, 0);
        Equal(Grid.triu(1), [2, 3], 0, 1, 2, 0, 0, 5);
        Equal(F.pad(tensor(new[] { 1f, 2f }), (1L, 1L), value: 9), [4], 9, 1, 2, 9);
        Equal(F.pad(Grid, (-1L, 0L)), [2, 2], 1, 2, 4, 5);
        Equal(cat([Grid, Grid[.., ..1]], dim: 1), [2, 4], 0, 1, 2, 0, 3, 4, 5, 3);
        Equal(where(Grid > 2, Grid, 0.5), [2, 3], 0.5, 0.5, 0.5, 3, 4, 5);
    }

    [Fact]
    public void A_causal_mask_is_aligned_at_the_top_left()
    {
        Tensor v = tensor(new[] { 1f, 2f, 3f, 4f }, [4L, 1L]);

        Equal(F.scaled_dot_product_attention(zeros(1, 1), zeros(4, 1), v, is_casual: true), [1, 1], 1);
        Equal(F.scaled_dot_product_attention(zeros(1, 1), zeros(4, 1), v), [1, 1], 2.5);
        Tensor mask = tensor(new[] { false, true, true, false }, [1L, 4L]);
        Equal(F.scaled_dot_product_attention(zeros(1, 1), zeros(4, 1), v, mask), [1, 1], 2.5);
        Equal(F.scaled_dot_product_attention(zeros(1, 1), zeros(4, 1), v, mask.logical_and(zeros(1))), [1, 1], 0);
    }

    [Fact]
    public void Attention_divides_by_the_root_of_the_width()
    {
        Tensor q = full([1, 4], 2.0);
        Tensor k = tensor(new[] { 1f, 1f, 1f, 1f, 0f, 0f, 0f, 0f }, [2L, 4L]);
        double first = 1 / (1 + Math.Exp(-4)); // q·k = 8 and 0, over √4

        Equal(F.scaled_dot_product_attention(q, k, tensor(new[] { 1f, 0f }, [2L, 1L])), [1, 1], first);
    }

    [Fact]
    public void Convolutions()
    {
        Tensor x = tensor(new[] { 1f, 2f, 3f, 4f, 5f, 6f }, [1L, 2L, 3L]);
        Tensor weight = tensor(new[] { 1f, 10f, 2f, 20f }, [2L, 1L, 2L]);

        Equal(F.conv1d(x, weight, groups: 2), [1, 2, 2], 21, 32, 108, 130);
        Equal(F.conv1d(x, weight, padding: 1, groups: 2)[0, 0], [4], 10, 21, 32, 3);
        Equal(F.conv1d(x, ones(1, 2, 2)), [1, 1, 2], 12, 16);
    }

    [Fact]
    public void Activations_and_losses()
    {
        Tensor x = tensor(new[] { -1f, 0f, 2f });

        Equal(F.silu(x), [3], -0.2689414, 0, 1.7615942);
        Equal(F.gelu(x), [3], -0.1586553, 0, 1.9544997);
        Equal(F.softplus(x), [3], 0.3132617, 0.6931472, 2.1269280);
        Equal(x.softmax(0), [3], 0.0420101, 0.1141952, 0.8437947);
        Equal(F.softplus(tensor(new[] { 30f })), [1], 30);
        Tensor logits = zeros(3, 4);
        Equal(F.cross_entropy(logits, tensor(new long[] { 0, -100, 3 })), [], Math.Log(4));
        Equal(F.cross_entropy(logits, tensor(new long[] { 0, -100, 3 }), reduction: nn.Reduction.Sum), [], 2 * Math.Log(4));
        Equal(F.cross_entropy(logits, tensor(new long[] { 0, -100, 3 }), reduction: nn.Reduction.None), [3], Math.Log(4), 0, Math.Log(4));
    }

    [Fact]
    public void Triangular_systems()
    {
        Tensor a = tensor(new[] { 2f, 0f, 1f, 4f }, [2L, 2L]);

        Equal(linalg.solve_triangular(a, tensor(new[] { 2f, 9f }, [2L, 1L]), upper: false), [2, 1], 1, 2);
        Equal(linalg.solve_triangular(a, tensor(new[] { 2f, 9f }, [2L, 1L]), upper: false, unitriangular: true), [2, 1], 2, 7);
    }

    [Fact]
    public void Draws_repeat_with_the_seed_and_follow_the_weights()
    {
        random.manual_seed(5);
        Tensor first = rand(4);
        random.manual_seed(5);
        Assert.Equal(first.data<float>().ToArray(), rand(4).data<float>().ToArray());

        Tensor weights = tensor(new[] { 0f, 1f, 3f });
        long[] drawn = weights.multinomial(4000, replacement: true).data<long>().ToArray();
        Assert.DoesNotContain(0L, drawn);
        Assert.InRange(drawn.Count(static d => d == 2), 2800, 3200);
        Assert.Equal([1L, 2L], weights.multinomial(2).data<long>().ToArray().Order());
    }

    private static void Equal(Tensor actual, long[] shape, params double[] expected)
    {
        Assert.Equal(shape, actual.shape);
        double[] values = actual.to(float64).reshape(-1).data<double>().ToArray();
        if (expected.Length == values.Length)
        {
            Assert.All(expected.Zip(values), static pair => Assert.Equal(pair.First, pair.Second, 5));
            return;
        }

        Assert.Fail($"{values.Length} values where {expected.Length} were expected");
    }
}
