using System;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Modelwright.TorchSharpStandIn;

/// <summary>What the genuine library refuses is refused here, with the same type of exception.</summary>
public class RefusalTests
{
    [Fact]
    public void Shapes_that_do_not_fit()
    {
        Refused("must match the size of tensor b (4)", () => ones(3) + ones(4));
        Refused("shape '[4]' is invalid for input of size 6", () => ones(2, 3).view(4));
        Refused("view size is not compatible", () => ones(2, 3).t().view(6));
        Refused("mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)", () => ones(2, 3).mm(ones(4, 5)));
        Refused("mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)", () => F.linear(ones(2, 3), ones(5, 4)));
        Refused("cannot be multiplied", () => ones(2, 3).matmul(ones(4, 5)));
        Refused("Sizes of tensors must match", () => cat([ones(2, 3), ones(2, 4)]));
        Refused("Dimension out of range", () => ones(2).sum(1));
        Refused("selected index k out of range", () => ones(2).topk(3));
        Refused("exceeds dimension size", () => ones(2).narrow(0, 1, 2));
        Refused("index out of range in self", () => ones(2).index_select(0, tensor(new[] { 2L })));
        Refused("out of bounds", () => ones(2)[2]);
        Refused("The expanded size of the tensor", () => ones(2).expand(3));
    }

    [Fact]
    public void Types_that_do_not_fit()
    {
        Refused("must have the same dtype", () => F.linear(ones(1, 2), ones(2, 2, dtype: bfloat16)));
        Refused("dtype", () => ones(1, 2).matmul(ones(2, 2, dtype: float64)));
        Refused("can't be cast", () => ones(2, dtype: int64).add_(0.5));
        Refused("mean(): could not infer output dtype", () => arange(3).mean());
        Refused("expected scalar type Long", () => F.cross_entropy(ones(1, 2), tensor(new[] { 1 })));
        Refused("not implemented for 'BFloat16'", () => linalg.solve_triangular(eye(2, dtype: bfloat16), ones(2, 1, dtype: bfloat16), upper: false));
        Assert.Throws<ArgumentException>(() => zeros(2).index_add_(0, tensor(new[] { 1 }), ones(1), alpha: 1));
        Assert.Throws<ArgumentException>(() => where(ones(2), ones(2), ones(2)));
    }

    [Fact]
    public void Attention_has_neither_grouped_heads_nor_a_mask_beside_is_casual()
    {
        Refused("must match", () => F.scaled_dot_product_attention(ones(1, 8, 2, 4), ones(1, 2, 2, 4), ones(1, 2, 2, 4)));
        Assert.Throws<ArgumentException>(() => F.scaled_dot_product_attention(
            ones(1, 2, 2), ones(1, 2, 2), ones(1, 2, 2), ones(2, 2), is_casual: true));
    }

    [Fact]
    public void Changes_in_place_that_would_spoil_gradients()
    {
        Tensor leaf = ones(2, requires_grad: true);
        Refused("a leaf Variable that requires grad is being used in an in-place operation", () => leaf.add_(1));
        Refused("a view of a leaf Variable that requires grad", () => leaf[0].add_(1));
        using (no_grad())
        {
            leaf.add_(1);
        }

        Tensor x = leaf * 2;
        Tensor y = (x * x).sum();
        x.add_(1);
        Refused("modified by an inplace operation", () => y.backward());
    }

    [Fact]
    public void Backward_passes_that_make_no_sense()
    {
        Refused("does not require grad", () => ones(1).backward());
        Refused("only for scalar outputs", () => (ones(2, requires_grad: true) * 2).backward());
        Tensor x = ones(2, requires_grad: true);
        Tensor loss = (x * x).sum();
        loss.backward();
        Refused("a second time", () => loss.backward());
        Refused("only Tensors of floating point dtype can require gradients", () => ones(1, dtype: int64).requires_grad_());
    }

    [Fact]
    public void Tensors_made_for_inference_stay_outside_of_graphs()
    {
        Tensor made;
        using (inference_mode())
        {
            made = ones(2);
            Assert.True(is_inference_mode_enabled());
            made.add_(1);
        }

        Tensor weight = ones(2, requires_grad: true);
        Refused("Inference tensors cannot be saved for backward", () => made * weight);
        Refused("Inplace update to inference tensor", () => made.add_(1));
    }

    [Fact]
    public void There_is_no_cuda()
    {
        Assert.False(cuda.is_available());
        Assert.Contains("Torch device type CUDA did not initialise", Assert.Throws<InvalidOperationException>(() => device("cuda")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => ones(1).cuda());
        Assert.Throws<InvalidOperationException>(() => nn.Linear(1, 1).cuda());
    }

    [Fact]
    public void Modules_refuse_what_the_genuine_ones_refuse()
    {
        Linear linear = nn.Linear(2, 2, hasBias: false);
        Assert.Throws<InvalidOperationException>(() => linear.register_parameter("weight", nn.Parameter(ones(1))));
        Assert.Throws<ArgumentException>(() => linear.register_module("a.b", nn.Linear(1, 1)));
        Assert.Throws<ArgumentNullException>(() => linear.register_buffer("b", null!));
        Assert.Throws<InvalidOperationException>(() => linear.load_state_dict(new() { ["other"] = ones(1) }));
    }

    private static void Refused(string words, Func<object?> action) =>
        Assert.Contains(words, Assert.Throws<ExternalException>(() => { action(); }).Message, StringComparison.Ordinal);

    private static void Refused(string words, Action action) =>
        Assert.Contains(words, Assert.Throws<ExternalException>(action).Message, StringComparison.Ordinal);
}
