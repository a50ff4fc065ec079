using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Backends.TorchSharp;
using Modelwright.IR;
using Modelwright.IR.Tests;
using static Modelwright.Backends.Tests.TorchModules;

namespace Modelwright.Backends.Tests;

/// <summary>The TorchSharp module is written from the IR alone: what differs there differs in the text, and what is alike is written once.</summary>
public class TorchModuleTests
{
    [Fact]
    public void Two_attention_ops_are_two_classes()
    {
        Dictionary<string, string> files = Emit(Dense, TinySpecs.Dense);

        Assert.DoesNotContain("Window", files["Attention"]);
        Assert.Contains("class SelfAttention2 ", files["Attention2"]);
        Assert.Contains("const int Window = 5; // sliding_window", files["Attention2"]);
        Assert.Contains("Windows: [5]", files["Module"]);
        Assert.Equal(["self_attn = new SelfAttention(parameters);", "self_attn = new SelfAttention2(parameters);"], Lines(files["Layers"], "self_attn = "));
    }

    [Fact]
    public void Equal_ops_of_two_kinds_of_layers_are_one_class()
    {
        Dictionary<string, string> files = Emit(ModelLowering.Lower(TinySpecs.Next), TinySpecs.Next);

        Assert.Single(files.Keys, static topic => topic.StartsWith("Experts", StringComparison.Ordinal));
        Assert.Equal(2, Lines(files["Layers"], "mlp = new SparseMlp(parameters);").Count);
    }

    [Fact]
    public void A_norm_of_another_epsilon_is_another_text()
    {
        Module changed = Dense with { Towers = [Dense.Text with { Kinds = [Dense.Text.Kinds[0], Rewritten(Dense.Text.Kinds[0], static op => op is RmsNorm norm ? new RmsNorm(norm.Norm with { Epsilon = 0.5f }) : op) with { Name = "other_dense" }] }] };
        Dictionary<string, string> files = Emit(changed, TinySpecs.Dense);

        Assert.Contains("new RmsNorm(parameters, HeadDim, 1E-06f", files["Attention"]);
        Assert.Contains("new RmsNorm(parameters, HeadDim, 0.5f", files["Attention2"]);
        Assert.Equal(
            ["input_layernorm = new RmsNorm(parameters, 72, 1E-06f, zeroCentred: false); // rms_norm_eps", "input_layernorm = new RmsNorm(parameters, 72, 0.5f, zeroCentred: false); // rms_norm_eps"],
            Lines(files["Layers"], "input_layernorm = "));
    }

    [Fact]
    public void A_tower_without_a_head_ends_with_its_norm()
    {
        string module = Emit(WithExits(Exit("hidden", static (_, normed) => normed)), TinySpecs.Dense)["Module"];

        Assert.DoesNotContain("lm_head", module);
        Assert.Contains("\"hidden\",", module);
        Assert.Contains("Advance: (x, pass) => model.norm.forward(x)", module);
        Assert.Contains("Step: (x, step) => model.norm.Step(x, step)", module);
    }

    [Fact]
    public void Another_head_is_another_field_and_has_its_bias()
    {
        Block scores = Exit("scores", static (b, normed) => b.Add(new Linear(), "score (num_labels)", [b.Add(new LastColumn(), normed), b.Add(new Weight(Matrix("score", "score.weight", 3))), b.Add(new Weight(WeightSlot.Vector("score_bias", 3, "score.bias")))]));
        string module = Emit(WithExits(scores, Dense.Text.Exits[0]), TinySpecs.Dense)["Module"];

        Assert.Contains("score = parameters.Linear(72, 3, bias: true); // num_labels", module);
        Assert.Contains("return score.Project(lastColumn);", module);
        Assert.Contains("return lm_head.Project(lastColumn);", module);
    }

    [Fact]
    public void A_second_tower_has_layers_and_modules_of_its_own()
    {
        Dictionary<string, string> files = Emit(Dense with { Towers = [Dense.Text, Second()] }, TinySpecs.Dense);

        Assert.Contains("blocks = new ModuleList<TorchLayer>([.. Enumerable.Range(0, 2).Select<int, TorchLayer>(_ => new SecondBlockLayer(parameters))]);", files["Module"]);
        Assert.Contains("second.blocks,", files["Module"]);
        Assert.Contains("public readonly SecondBlockLayerMlpModules mlp;", files["Layers"]);
        Assert.Contains("fc1 = parameters.Linear(72, 72, bias: true);", files["Layers"]);
        Assert.Contains("return x + linear;", files["Layers"]);
        // It remembers nothing, so it has neither states nor steps.
        Assert.DoesNotContain("StateFactory", files["Layers"].Split("class SecondBlockLayer ")[1]);
        Assert.DoesNotContain("Step:", files["Module"].Split("\"second\",")[1].Split("override")[0]);
    }

    /// <summary>Patches in place of tokens, layer norms, biases, attention that sees both ways, readings between layers: the same nodes, other expressions.</summary>
    [Fact]
    public void A_tower_that_sees_is_a_tower_like_any_other()
    {
        ModelSpec spec = TinySpecs.Dense with { Vision = TinyVision.Spec };
        Dictionary<string, string> files = Emit(ModelLowering.Lower(spec), spec);
        string tower = files["Module"].Split("\"vision\",")[1];

        Assert.Contains("Tensor interpolatedEmbedding = model.visual.pos_embed.forward(pass);", tower);
        Assert.Contains("Tensor linear = model.visual.patch_embed.proj.forward(patches);", tower);
        Assert.Contains("Tensor mergeRows = layerNorm.reshape(-1, 336);", tower);
        Assert.Contains("Taps = [new(\"deepstack\", model.visual.deepstack_merger_list, After: [2, 0])],", tower);
        Assert.Contains("proj = new FlatProjection(parameters, [84, 3, 2, 6, 6]); // patch_size, temporal_patch_size", tower);
        Assert.Contains("public override VisionTowerInfo Vision { get; } = new", files["Module"]);
        string layer = files["Layers"].Split("class VisionBlockLayer ")[1].Split("public sealed class")[0];
        Assert.Contains("norm1 = new AffineNorm(parameters, 84, 1E-06f);", layer);
        Assert.Contains("= SegmentAttention.Attend(linear, 7, pass);", layer);
        Assert.Contains("(1 + tanh(", layer); // the config's activation; mergers have erf GELU
        Assert.Contains("functional.gelu(", files["Layers"].Split("class VisionDeepstackLayer ")[1]);
    }

    [Fact]
    public void An_op_without_a_text_is_refused_by_name()
    {
        Module changed = Dense with { Towers = [Dense.Text.Rewrite(static block => Rewritten(block, static op => op is LastColumn ? new Sigmoid() : op))] };

        Assert.Contains("sigmoid", Assert.Throws<IrException>(() => Emit(changed, TinySpecs.Dense)).Message);
    }

    [Fact]
    public void A_product_of_several_tensors_is_no_module()
    {
        Block sum = Exit("sum", static (b, normed) => b.Add(new Linear(), normed, b.Add(new Weight(WeightSlot.Matrix("two", 4, 72, WeightSource.Whole("a.weight", [2, 72]), WeightSource.Whole("b.weight", [2, 72], targetRow: 2))))));

        Assert.Contains("two is put together", Assert.Throws<IrException>(() => Emit(WithExits(sum), TinySpecs.Dense)).Message);
    }

    /// <summary>Projections of the delta rule as one tensor a part, not by key head: fields and rows follow the weight's sources.</summary>
    [Fact]
    public void Projections_that_lie_otherwise_are_read_otherwise()
    {
        Module next = ModelLowering.Lower(TinySpecs.Next);
        (int keys, int values) = (24, 72);
        const string Prefix = "model.layers.{layer}.linear_attn.";
        WeightSlot apart = WeightSlot.Matrix(
            "in_proj", (2 * keys) + (2 * values) + 12, 72,
            WeightSource.Whole(Prefix + "in_proj_qkv.weight", [(2 * keys) + values, 72]), WeightSource.Whole(Prefix + "in_proj_z.weight", [values, 72], targetRow: (2 * keys) + values),
            WeightSource.Whole(Prefix + "in_proj_b.weight", [6, 72], targetRow: (2 * keys) + (2 * values)), WeightSource.Whole(Prefix + "in_proj_a.weight", [6, 72], targetRow: (2 * keys) + (2 * values) + 6));
        string text = Emit(With(next, apart), TinySpecs.Next)["LinearAttention"];

        Assert.Contains("public readonly Linear in_proj_z;", text);
        Assert.Contains("parameters.Fuse(Width, bias: false, 120, 72, 6, 6);", text);
        Assert.Contains("Tensor channels = Projections.Rows(projected, 0, 0, 120, 1).transpose(1, 2);", text);
        Assert.Contains("new DeltaRows(Query: new(0, 8), Key: new(24, 8), Value: new(48, 24), Gate: new(120, 24), Beta: new(192, 2), Decay: new(198, 2))", text);
    }
}
