using System;
using System.Linq;
using Modelwright.IR;
using Modelwright.IR.Tests;
using static Modelwright.Backends.Tests.TorchModules;

namespace Modelwright.Backends.Tests;

/// <summary>Corners of TorchSharp's text, and weights whose tensors its modules cannot have, which are refused by name.</summary>
public class TorchTextTests
{
    private const string Layer = "model.layers.{layer}.";

    private static readonly Module Next = ModelLowering.Lower(TinySpecs.Next);

    /// <summary>What stands in parentheses at the end is a config key, and nothing else is.</summary>
    [Theory]
    [InlineData("model.norm (rms_norm_eps)", " // rms_norm_eps")]
    [InlineData("model.norm (rms_norm_eps), once more", "")]
    [InlineData("norm)", "")]
    [InlineData("", "")]
    public void A_module_names_the_keys_it_comes_from(string origin, string comment)
    {
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Rows, 72)));
        ValueId norm = b.Add(new RmsNorm(TinySpecs.Dense.Norm), origin, [x, b.Add(new Weight(ModelWeights.FinalNorm(TinySpecs.Dense)))]);
        string module = Emit(WithExits(new Block("hidden", "hidden", b.Build(norm))), TinySpecs.Dense)["Module"];

        Assert.Equal(["norm = new RmsNorm(parameters, 72, 1E-06f, zeroCentred: false);" + comment], Lines(module, "norm = "));
    }

    /// <summary>Another way to make a weight stands in for it where the model has that module.</summary>
    [Fact]
    public void Only_a_weight_of_the_model_stands_in_for_another()
    {
        Block scores = Exit("scores", static (b, normed) => b.Add(new Linear(), normed, b.Add(new Weight(Matrix("score", "score.weight", 3) with
        {
            Alternatives = [WeightAlternative.Of(WeightSource.Whole("score.weight", [3, 72])), WeightAlternative.Of(WeightSource.Whole("elsewhere.weight", [3, 72]))],
        }))));
        string module = Emit(WithExits(scores), TinySpecs.Dense)["Module"];

        Assert.Contains("score.Project(", module);
        Assert.DoesNotContain("elsewhere", module);
    }

    [Fact]
    public void A_layer_of_one_expression_has_no_braces() => Assert.Contains(
        "    public override Tensor forward(Tensor x, ForwardPass pass) => mlp.fc1.Project(x);\n",
        Emit(Dense with { Towers = [Dense.Text, Second(adds: false)] }, TinySpecs.Dense)["Layers"]);

    [Fact]
    public void A_projection_of_one_tensor_is_not_put_together()
    {
        WeightSlot one = WeightSlot.Matrix("in_proj", 204, 72, WeightSource.Whole(Layer + "linear_attn.in_proj.weight", [204, 72]));
        string text = Emit(With(Next, one), TinySpecs.Next)["LinearAttention"];

        Assert.Contains("return Mix(in_proj.forward(real), pass, state: null);", text);
        Assert.Contains("state.Step(x, _projection.forward(normed), step);", text);
    }

    /// <summary>One convolution over all parts activates z with them: right for silu alone.</summary>
    [Fact]
    public void Another_activation_takes_its_steps_apart()
    {
        ModelSpec spec = TinySpecs.Next with { Activation = Activation.Relu };

        Assert.Contains(
            "        x + Mix(_projection.forward(normed).unsqueeze(1), step.Pass, state).squeeze(1);\n", Emit(ModelLowering.Lower(spec), spec)["LinearAttention"]);
    }

    [Theory]
    [InlineData("keys and values in one")]
    [InlineData("keys in two runs")]
    public void Queries_keys_and_values_are_three_tensors(string how)
    {
        WeightSource queries = WeightSource.Whole(Layer + "self_attn.q_proj.weight", [40, 72]);
        WeightSource[] rest = how == "keys and values in one"
            ? [WeightSource.Whole(Layer + "self_attn.kv_proj.weight", [40, 72], targetRow: 40)]
            :
            [
                WeightSource.Part(Layer + "self_attn.k_proj.weight", [20, 72], RowBlock.Run(0, 50, 10), RowBlock.Run(10, 40, 10)),
                WeightSource.Whole(Layer + "self_attn.v_proj.weight", [20, 72], targetRow: 60),
            ];

        Assert.Equal(
            how == "keys in two runs" ? "rows 40 to 60 of qkv come from several places" : "qkv does not come as q, k and v with each head's gate behind its query",
            Refused(With(Dense, WeightSlot.Matrix("qkv", 80, 72, [queries, .. rest])), TinySpecs.Dense));
    }

    /// <summary>Four heads of 20 with a gate each: queries before their gate and behind it, and gates that are queries once more.</summary>
    [Theory]
    [InlineData(0, 20, false)]
    [InlineData(20, 0, true)]
    [InlineData(0, 0, true)]
    [InlineData(20, 20, true)]
    public void A_gate_stands_behind_its_query(int query, int gate, bool refused)
    {
        Module module = With(Next, WeightSlot.Matrix(
            "qkv", 240, 72,
            WeightSource.Part(Layer + "self_attn.q_proj.weight", [160, 72], new RowBlock(query, 40, 0, 20, 20, 4), new RowBlock(gate, 40, 80, 20, 20, 4)),
            WeightSource.Whole(Layer + "self_attn.k_proj.weight", [40, 72], targetRow: 160),
            WeightSource.Whole(Layer + "self_attn.v_proj.weight", [40, 72], targetRow: 200)));

        Assert.Equal(refused ? "qkv does not come as q, k and v with each head's gate behind its query" : null, (Record.Exception(() => Emit(module, TinySpecs.Next)) as IrException)?.Message);
    }

    [Fact]
    public void Gate_and_up_are_two_tensors() => Assert.Equal(
        "gate_up is made of 1 tensors; gate and up are one each",
        Refused(With(Dense, WeightSlot.Matrix("gate_up", 100, 72, WeightSource.Whole(Layer + "mlp.gate_up_proj.weight", [100, 72]))), TinySpecs.Dense));

    /// <summary>Experts that are stacked, and a router that has the shared expert's gate in it.</summary>
    [Theory]
    [InlineData("experts_gate_up")]
    [InlineData("router")]
    public void Experts_are_a_tensor_each(string slot)
    {
        WeightSlot changed = slot == "router"
            ? WeightSlot.Matrix(slot, 13, 72, WeightSource.Whole(Layer + "mlp.gate.weight", [13, 72]))
            : WeightSlot.Matrix(slot, 672, 72, WeightSource.Whole(Layer + "mlp.experts.gate.weight", [336, 72]), WeightSource.Whole(Layer + "mlp.experts.up.weight", [336, 72], targetRow: 336));

        Assert.Equal("experts_gate_up and router do not come as a tensor an expert, and one for each of router and shared gate", Refused(With(Next, changed), TinySpecs.Next));
    }

    private static string Refused(Module module, ModelSpec spec) => Assert.Throws<IrException>(() => Emit(module, spec)).Message;
}
