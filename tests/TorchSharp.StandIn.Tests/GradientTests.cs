using System;
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Modelwright.TorchSharpStandIn;

/// <summary>Every differentiable operation against central differences.</summary>
public class GradientTests
{
    private static readonly Dictionary<string, (Func<Tensor[], Tensor> Function, long[][] Shapes)> Cases = new()
    {
        ["add broadcast"] = (t => t[0] + t[1], [[2, 3], [3]]),
        ["add with alpha"] = (t => t[0].add(t[1], alpha: 2.5), [[2, 3], [2, 3]]),
        ["sub broadcast"] = (t => t[0] - t[1], [[2, 1], [2, 3]]),
        ["number minus tensor"] = (t => 2.0 - t[0], [[3]]),
        ["mul broadcast"] = (t => t[0] * t[1], [[2, 3], [1, 3]]),
        ["div broadcast"] = (t => t[0] / t[1], [[2, 3], [2, 1]]),
        ["number by tensor"] = (t => 1.5 / t[0], [[4]]),
        ["pow number"] = (t => t[0].pow(3), [[2, 3]]),
        ["pow tensor"] = (t => t[0].pow(t[1]), [[3], [3]]),
        ["remainder"] = (t => t[0].remainder(t[1]), [[3], [3]]),
        ["maximum"] = (t => maximum(t[0], t[1]), [[4], [4]]),
        ["minimum"] = (t => minimum(t[0], t[1]), [[4], [4]]),
        ["addcmul"] = (t => t[0].addcmul(t[1], t[2], value: 0.5), [[3], [3], [3]]),
        ["addcdiv"] = (t => t[0].addcdiv(t[1], t[2], value: 0.5), [[3], [3], [3]]),
        ["neg"] = (t => -t[0], [[3]]),
        ["abs"] = (t => (t[0] - 1).abs(), [[4]]),
        ["exp"] = (t => t[0].exp(), [[3]]),
        ["exp2"] = (t => t[0].exp2(), [[3]]),
        ["expm1"] = (t => t[0].expm1(), [[3]]),
        ["log"] = (t => t[0].log(), [[3]]),
        ["log2"] = (t => t[0].log2(), [[3]]),
        ["log10"] = (t => t[0].log10(), [[3]]),
        ["log1p"] = (t => t[0].log1p(), [[3]]),
        ["sqrt"] = (t => t[0].sqrt(), [[3]]),
        ["rsqrt"] = (t => t[0].rsqrt(), [[3]]),
        ["square"] = (t => t[0].square(), [[3]]),
        ["reciprocal"] = (t => t[0].reciprocal(), [[3]]),
        ["sin and cos"] = (t => t[0].sin() + (2 * t[0]).cos(), [[3]]),
        ["tanh"] = (t => t[0].tanh(), [[3]]),
        ["sigmoid"] = (t => t[0].sigmoid(), [[3]]),
        ["log_sigmoid"] = (t => F.logsigmoid(t[0] - 1), [[3]]),
        ["silu"] = (t => F.silu(t[0] - 1), [[4]]),
        ["relu"] = (t => F.relu(t[0] - 1), [[4]]),
        ["gelu"] = (t => F.gelu(t[0] - 1), [[4]]),
        ["softplus"] = (t => F.softplus((t[0] - 1) * 30), [[4]]),
        ["erf"] = (t => t[0].erf(), [[3]]),
        ["clamp"] = (t => t[0].clamp(0.8, 1.1), [[6]]),
        ["sum"] = (t => t[0].sum(), [[2, 3]]),
        ["sum of dims"] = (t => t[0].sum([0L, -1L], keepdim: true), [[2, 3, 2]]),
        ["mean"] = (t => t[0].mean([-1L]), [[2, 3]]),
        ["amax"] = (t => t[0].amax([1L]), [[2, 3]]),
        ["max along"] = (t => t[0].max(1).values, [[2, 3]]),
        ["var"] = (t => t[0].var(1L), [[2, 4]]),
        ["norm"] = (t => t[0].norm(), [[5]]),
        ["normalize"] = (t => F.normalize(t[0], dim: -1), [[2, 3]]),
        ["logsumexp"] = (t => t[0].logsumexp(1), [[2, 3]]),
        ["cumsum"] = (t => t[0].cumsum(1), [[2, 4]]),
        ["cumprod"] = (t => t[0].cumprod(0), [[4, 2]]),
        ["softmax"] = (t => t[0].softmax(0), [[3, 2]]),
        ["log_softmax"] = (t => F.log_softmax(t[0], -1), [[2, 3]]),
        ["tril"] = (t => t[0].tril(-1), [[3, 3]]),
        ["triu"] = (t => t[0].triu(1), [[2, 3, 3]]),
        ["view and transpose"] = (t => t[0].view(3, 2).transpose(0, 1).reshape(-1), [[2, 3]]),
        ["permute and expand"] = (t => t[0].permute(1, 0).unsqueeze(0).expand(4, -1, -1), [[2, 3]]),
        ["narrow and select"] = (t => t[0].narrow(1, 1, 2).select(0, 1), [[2, 4]]),
        ["slice with step"] = (t => t[0].slice(1, 0, 5, 2), [[2, 5]]),
        ["range index"] = (t => t[0][TensorIndex.Ellipsis, 1..], [[2, 3]]),
        ["unfold"] = (t => t[0].unfold(0, 3, 1), [[5]]),
        ["diagonal"] = (t => t[0].diagonal(), [[3, 3]]),
        ["squeeze and flatten"] = (t => t[0].squeeze(1).flatten(), [[2, 1, 3]]),
        ["split"] = (t => t[0].split([1L, 2L], dim: 1)[1] * t[0].split([1L, 2L], dim: 1)[0], [[2, 3]]),
        ["chunk and unbind"] = (t => t[0].chunk(2, 0)[1].unbind(1)[0], [[4, 2]]),
        ["index_select"] = (t => t[0].index_select(0, tensor(new long[] { 2, 0, 2 })), [[3, 2]]),
        ["tensor index"] = (t => t[0][tensor(new long[] { 1, 1, 0 })], [[2, 3]]),
        ["mask index"] = (t => t[0][tensor(new[] { true, false, true })], [[3, 2]]),
        ["gather"] = (t => t[0].gather(1, tensor(new long[,] { { 0, 0 }, { 2, 1 } })), [[2, 3]]),
        ["scatter"] = (t => t[0].scatter(1, tensor(new long[,] { { 2, 0 }, { 1, 2 } }), t[1]), [[2, 3], [2, 2]]),
        ["scatter_add"] = (t => t[0].scatter_add(0, tensor(new long[,] { { 0, 0 }, { 0, 1 } }), t[1]), [[2, 2], [2, 2]]),
        ["index_add"] = (t => t[0].index_add(0, tensor(new long[] { 1, 1, 0 }), t[1], alpha: 2), [[2, 2], [3, 2]]),
        ["index_copy"] = (t => t[0].index_copy(0, tensor(new long[] { 1 }), t[1]), [[3, 2], [1, 2]]),
        ["masked_fill"] = (t => t[0].masked_fill(tensor(new[] { true, false, false }), -1), [[2, 3]]),
        ["masked_scatter"] = (t => t[0].masked_scatter(tensor(new[] { true, false, true }), t[1]), [[3], [2]]),
        ["masked_select"] = (t => t[0].masked_select(tensor(new[] { true, false, true })), [[2, 3]]),
        ["where"] = (t => where(tensor(new[] { true, false, true }), t[0], t[1]), [[2, 3], [3]]),
        ["cat"] = (t => cat([t[0], t[1]], dim: 1), [[2, 1], [2, 3]]),
        ["stack"] = (t => stack([t[0], t[1]], dim: -1), [[2, 3], [2, 3]]),
        ["repeat"] = (t => t[0].repeat(2, 3), [[2]]),
        ["repeat_interleave"] = (t => t[0].repeat_interleave(2, dim: 1), [[2, 2]]),
        ["flip and roll"] = (t => t[0].flip(0).roll(1, 0), [[4]]),
        ["pad"] = (t => F.pad(t[0], (1L, 2L)), [[2, 3]]),
        ["topk"] = (t => t[0].topk(2, dim: 1).values, [[2, 4]]),
        ["sort"] = (t => t[0].sort(dim: 0, descending: true).Values, [[4]]),
        ["mm"] = (t => t[0].mm(t[1]), [[2, 3], [3, 2]]),
        ["bmm"] = (t => t[0].bmm(t[1]), [[2, 2, 3], [2, 3, 2]]),
        ["matmul broadcast"] = (t => t[0].matmul(t[1]), [[2, 1, 2, 3], [2, 3, 2]]),
        ["matmul vector"] = (t => t[0].matmul(t[1]), [[2, 3], [3]]),
        ["outer"] = (t => t[0].outer(t[1]), [[2], [3]]),
        ["linear"] = (t => F.linear(t[0], t[1], t[2]), [[2, 2, 3], [4, 3], [4]]),
        ["einsum"] = (t => einsum("bhik,bhjk->bhij", t[0], t[1]), [[1, 2, 2, 3], [1, 2, 3, 3]]),
        ["einsum outer sum"] = (t => einsum("ij,jk,k->i", t[0], t[1], t[2]), [[2, 3], [3, 2], [2]]),
        ["attention, causal"] = (t => F.scaled_dot_product_attention(t[0], t[1], t[2], is_casual: true), [[1, 2, 3, 2], [1, 2, 3, 2], [1, 2, 3, 2]]),
        ["attention, float mask"] = (t => F.scaled_dot_product_attention(t[0], t[1], t[2], t[3]), [[1, 2, 2], [1, 3, 2], [1, 3, 2], [2, 3]]),
        ["conv1d depthwise"] = (t => F.conv1d(t[0], t[1], t[2], padding: 2, groups: 3), [[2, 3, 4], [3, 1, 3], [3]]),
        ["conv1d strided"] = (t => F.conv1d(t[0], t[1], stride: 2, dilation: 2), [[1, 2, 7], [3, 2, 2]]),
        ["layer_norm"] = (t => F.layer_norm(t[0], [3], t[1], t[2]), [[2, 3], [3], [3]]),
        ["cross_entropy"] = (t => F.cross_entropy(t[0], tensor(new long[] { 1, -100, 2 })), [[3, 4]]),
        ["cross_entropy, smoothed"] = (t => F.cross_entropy(t[0], tensor(new long[] { 1, 0 }), label_smoothing: 0.1), [[2, 3]]),
        ["mse_loss"] = (t => F.mse_loss(t[0], t[1]), [[2, 3], [2, 3]]),
        ["solve_triangular"] = (t => linalg.solve_triangular(t[0] + (2 * eye(3, dtype: float64)), t[1], upper: false), [[2, 3, 3], [2, 3, 2]]),
        ["solve_triangular, unit, right"] = (t => linalg.solve_triangular(t[0], t[1], upper: true, left: false, unitriangular: true), [[3, 3], [2, 3]]),
        ["conversion"] = (t => t[0].to(float64).clone().contiguous(), [[3]]),
        ["in place on a result"] = (t => (t[0] * 2).add_(t[1]).mul_(t[1]), [[3], [3]]),
        ["copy into a window"] = (t => Windowed(t[0], t[1]), [[2, 3], [2]]),
        ["index_put into a result"] = (t => Put(t[0], t[1]), [[3], [2]]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_is_the_slope(string name)
    {
        (Func<Tensor[], Tensor> function, long[][] shapes) = Cases[name];
        random.manual_seed(7);

        // Around one: inside of every function's domain, and with no two elements alike.
        Tensor[] inputs = Array.ConvertAll(shapes, static shape => rand(shape, dtype: float64) + 0.5);
        GradientCheck.Run(function, inputs);
    }

    [Fact]
    public void Embedding_gradient_counts_repeated_rows()
    {
        TorchSharp.Modules.Embedding table = nn.Embedding(3, 2);
        table.forward(tensor(new long[] { 2, 0, 2 })).sum().backward();

        Assert.Equal([1, 1, 0, 0, 2, 2], table.weight.grad!.data<float>().ToArray());
    }

    private static Tensor Windowed(Tensor a, Tensor b)
    {
        Tensor whole = a * 2;
        whole[TensorIndex.Colon, 1].copy_(b * b);
        return whole * a;
    }

    private static Tensor Put(Tensor a, Tensor b)
    {
        Tensor whole = a * a;
        whole[tensor(new long[] { 2, 0 })] = b * 3;
        return whole;
    }
}
