using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Modelwright.TorchSharpStandIn;

/// <summary>Names, states, modes, moves, and learning.</summary>
public class ModuleTests
{
    [Fact]
    public void Fields_give_the_names_and_what_is_no_field_is_passed_over()
    {
        using Tower tower = new();

        string[] expected =
        [
            "scale", "first.weight", "first.bias", "layers.0.weight", "layers.1.weight", "experts.up.weight",
        ];
        Assert.Equal(expected.Order(), tower.named_parameters().Select(static p => p.name).Order());
        Assert.Equal(expected.Append("table").Order(), tower.state_dict().Keys.Order());
        Assert.Equal(["table"], tower.named_buffers().Select(static b => b.name));
        Assert.True(tower.has_parameter("layers.1.weight"));
        Assert.Null(tower.get_parameter("layers.2.weight"));
        Assert.Equal(["layers", "experts", "first", "layers.0", "layers.1", "experts.up"], tower.named_modules().Select(static m => m.name));
    }

    [Fact]
    public void A_shared_weight_is_one_parameter_and_two_states()
    {
        using Tied tied = new();

        Assert.Equal(["head.weight"], tied.named_parameters().Select(static p => p.name));
        Assert.Equal(["head.weight", "again.weight"], tied.state_dict().Keys);
    }

    [Fact]
    public void Loading_a_state_converts_and_broadcasts_in_silence()
    {
        Linear linear = nn.Linear(2, 2, hasBias: false);
        (IList<string> missing, IList<string> unexpected) = linear.load_state_dict(
            new() { ["weight"] = full([1], 3.0, dtype: float64), ["extra"] = ones(1) }, strict: false);

        Assert.Empty(missing);
        Assert.Equal(["extra"], unexpected);
        Assert.Equal([3, 3, 3, 3], linear.weight.data<float>().ToArray());
        Assert.True(linear.weight.requires_grad);
    }

    [Fact]
    public void Modes_reach_all_parts()
    {
        using Tower tower = new();
        tower.eval();
        Assert.All(tower.modules(), static m => Assert.False(m.training));
        tower.train();
        Assert.All(tower.modules(), static m => Assert.True(m.training));
    }

    [Fact]
    public void A_move_to_another_type_takes_parameters_and_buffers_along()
    {
        using Tower tower = new();
        tower.to(bfloat16);

        Assert.All(tower.state_dict().Values, static t => Assert.Equal(bfloat16, t.dtype));
        Assert.Equal(bfloat16, tower.forward(ones(1, 2, dtype: bfloat16)).dtype);
    }

    [Fact]
    public void A_call_passes_the_hooks()
    {
        Linear linear = nn.Linear(nn.Parameter(ones(1, 1)));
        nn.HookableModule<Func<nn.Module<Tensor, Tensor>, Tensor, Tensor>, Func<nn.Module<Tensor, Tensor>, Tensor, Tensor, Tensor>>.HookRemover remover =
            linear.register_forward_hook((_, _, result) => result + 1);
        Assert.Equal(3f, linear.call(full([1], 2.0)).item<float>());
        remover.remove();
        Assert.Equal(2f, linear.call(full([1], 2.0)).item<float>());
    }

    [Theory]
    [InlineData("adamw")]
    [InlineData("sgd")]
    public void An_optimizer_finds_a_line(string name)
    {
        random.manual_seed(3);
        using Linear linear = nn.Linear(2, 1);
        using optim.Optimizer optimizer = name == "sgd"
            ? optim.SGD(linear.parameters(), 0.1, momentum: 0.5)
            : optim.AdamW(linear.parameters(), lr: 0.1);
        Tensor x = randn(32, 2);
        Tensor y = x.matmul(tensor(new[] { 2f, -3f }, [2L, 1L])) + 0.5;
        for (int i = 0; i < 200; i++)
        {
            optimizer.zero_grad();
            nn.functional.mse_loss(linear.call(x), y).backward();
            optimizer.step();
        }

        Assert.True(linear.weight.allclose(tensor(new[] { 2f, -3f }, [1L, 2L]), atol: 1e-2));
        Assert.True(linear.bias!.allclose(tensor(new[] { 0.5f }), atol: 1e-2));
    }

    [Fact]
    public void AdamW_takes_the_first_step_by_the_learning_rate_and_decays_first()
    {
        Parameter weight = nn.Parameter(tensor(new[] { 1f, -1f }));
        using AdamW optimizer = optim.AdamW([weight], lr: 0.1, weight_decay: 0.5);
        (weight * tensor(new[] { 3f, 4f })).sum().backward();
        optimizer.step();

        Assert.True(weight.allclose(tensor(new[] { 0.85f, -1.05f }), atol: 1e-6));
    }

    [Fact]
    public void Gradients_are_clipped_to_their_common_norm()
    {
        Parameter weight = nn.Parameter(zeros(2));
        (weight * tensor(new[] { 3f, 4f })).sum().backward();

        Assert.Equal(5, nn.utils.clip_grad_norm_([weight], 1), 6);
        Assert.True(weight.grad!.allclose(tensor(new[] { 0.6f, 0.8f }), atol: 1e-5));
    }

    [Fact]
    public void Gradients_add_up_until_they_are_dropped()
    {
        Parameter weight = nn.Parameter(ones(1));
        (weight * 2).sum().backward();
        (weight * 3).sum().backward();
        Assert.Equal(5f, weight.grad!.item<float>());
        using Linear linear = nn.Linear(weight.view(1, 1).detach().AsParameter());
        linear.call(ones(1)).sum().backward();
        linear.zero_grad();
        Assert.Null(linear.weight.grad);
    }

    private sealed class Tower : nn.Module<Tensor, Tensor>
    {
        public readonly Parameter scale = nn.Parameter(ones(2));
        public readonly Tensor table = arange(4.0);
        public readonly ModuleList<Linear> layers = nn.ModuleList(nn.Linear(2, 2, hasBias: false), nn.Linear(2, 2, hasBias: false));
        public readonly ModuleDict<Linear> experts = nn.ModuleDict(("up", nn.Linear(2, 2, hasBias: false)));

        [ComponentName(Name = "first")]
        private readonly Linear _first = nn.Linear(2, 2);
        private readonly Linear[] _unseen = [nn.Linear(1, 1)];

        public Tower()
            : base(nameof(Tower)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            Assert.Single(_unseen);
            return experts["up"].call(layers[1].call(layers[0].call(_first.call(input)))) * scale;
        }
    }

    private sealed class Tied : nn.Module<Tensor, Tensor>
    {
        public readonly Linear head = nn.Linear(2, 2, hasBias: false);
        public readonly Again again;

        public Tied()
            : base(nameof(Tied))
        {
            again = new Again(head.weight);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => head.call(input);
    }

    private sealed class Again : nn.Module<Tensor, Tensor>
    {
        public Again(Parameter weight)
            : base(nameof(Again)) => register_parameter("weight", weight);

        public override Tensor forward(Tensor input) => input;
    }
}
