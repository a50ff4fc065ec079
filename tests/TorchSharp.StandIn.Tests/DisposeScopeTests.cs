using System;
using System.Threading;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.TorchSharpStandIn;

/// <summary>Who owns a tensor, and how many live.</summary>
public class DisposeScopeTests
{
    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    [Fact]
    public void A_scope_disposes_what_was_made_in_it_and_counts_return()
    {
        long before = Live;
        Tensor inner;
        Tensor kept;
        using (DisposeScope scope = NewDisposeScope())
        {
            inner = ones(2) + ones(2);
            kept = (inner * 2).DetachFromDisposeScope();
            Assert.Equal(before + 4, Live);
            Assert.Equal(3, scope.DisposablesCount);
        }

        Assert.Equal(before + 1, Live);
        Assert.True(inner.IsInvalid);
        Assert.Equal([4, 4], kept.data<float>().ToArray());
        kept.Dispose();
        Assert.Equal(before, Live);
    }

    [Fact]
    public void A_result_moves_to_the_outer_scope_and_from_the_outermost_to_none()
    {
        Tensor moved;
        using (DisposeScope outer = NewDisposeScope())
        {
            using (DisposeScope inner = NewDisposeScope())
            {
                moved = ones(1).MoveToOuterDisposeScope();
                Assert.False(inner.Contains(moved));
                Assert.True(outer.Contains(moved));
            }

            Assert.False(moved.IsInvalid);
            moved.MoveToOuterDisposeScope();
        }

        Assert.False(moved.IsInvalid);
        moved.Dispose();
    }

    [Fact]
    public void An_input_returned_as_it_is_moves_one_scope_too_far_and_an_alias_does_not()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor input = ones(1);
        Tensor alias;
        using (DisposeScope inner = NewDisposeScope())
        {
            alias = input.alias().MoveToOuterDisposeScope();
            input.MoveToOuterDisposeScope();
        }

        Assert.True(outer.Contains(alias));
        Assert.False(outer.Contains(input));
        input.Dispose();
    }

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        Tensor x = ones(1);
        x.Dispose();

        Assert.Equal("Tensor invalid -- empty handle.", Assert.Throws<InvalidOperationException>(() => x + 1).Message);
        Assert.Equal("Tensor invalid -- empty handle.", Assert.Throws<InvalidOperationException>(() => x.shape).Message);
    }

    [Fact]
    public void A_view_keeps_the_memory_of_a_disposed_base()
    {
        Tensor whole = arange(4);
        Tensor part = whole[1..3];
        whole.Dispose();

        Assert.Equal([1, 2], part.data<long>().ToArray());
    }

    [Fact]
    public void Changes_in_place_return_the_same_object_but_zero_does_not()
    {
        Tensor x = ones(2);

        Assert.Same(x, x.add_(1));
        Assert.Same(x, x.copy_(zeros(2)));
        Assert.Same(x, x.fill_(3));
        Tensor zeroed = x.zero_();
        Assert.NotSame(x, zeroed);
        zeroed.Dispose();
        Assert.Equal([0, 0], x.data<float>().ToArray());
    }

    [Fact]
    public void A_conversion_to_the_same_type_is_a_fresh_object_on_the_same_memory()
    {
        Tensor x = ones(2);
        using (Tensor same = x.to(float32))
        {
            Assert.NotSame(x, same);
            same.fill_(5);
        }

        Assert.Equal([5, 5], x.data<float>().ToArray());
    }

    [Fact]
    public void Parameters_made_in_a_scope_die_with_it_unless_their_module_owns_them()
    {
        Parameter own;
        Linear linear;
        using (NewDisposeScope())
        {
            own = nn.Parameter(ones(1));
            linear = nn.Linear(2, 2);
        }

        Assert.True(own.IsInvalid);
        Assert.False(linear.weight.IsInvalid);
    }

    [Fact]
    public void A_parameter_takes_the_handle_of_its_data()
    {
        Tensor data = ones(2);
        Parameter parameter = nn.Parameter(data);

        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? elsewhere = null;
        Thread thread = new(() => elsewhere = ones(1));
        thread.Start();
        thread.Join();

        Assert.False(scope.Contains(elsewhere!));
    }

    [Fact]
    public void A_wrapped_expression_leaves_only_its_result()
    {
        long before = Live;
        using Tensor result = WrappedTensorDisposeScope(() => (ones(2) + 1) * 2);

        Assert.Equal(before + 1, Live);
        Assert.Equal([4, 4], result.data<float>().ToArray());
    }

    [Fact]
    public void Every_operation_is_one_native_call()
    {
        Tensor x = ones(2, 2);
        TorchSharp.Managed.NativeCalls.Reset();
        Tensor y = nn.functional.linear(x, x).add_(x);
        Assert.Equal(2, TorchSharp.Managed.NativeCalls.Count);
        _ = y.shape;
        Assert.Equal(2, TorchSharp.Managed.NativeCalls.Count);
        _ = y.data<float>();
        Assert.Equal(3, TorchSharp.Managed.NativeCalls.Count);
    }
}
