using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Conformance.Tests;

/// <summary>Models from a config alone, with weights drawn as Hugging Face's classes draw them.</summary>
public class FreshModelTests
{
    private const double Range = 0.05;

    [Theory]
    [InlineData("qwen3_dense")]
    [InlineData("qwen3_moe")]
    [InlineData("qwen3_next")]
    [InlineData("qwen3_next_tokenclassification")]
    [InlineData("qwen3_moe_questionanswering")]
    public void Every_parameter_is_drawn_as_its_kind_is(string golden)
    {
        using TorchModel model = CompiledModel.Create(TrainingRig.Config(golden, ("initializer_range", JsonValue.Create(Range))), TrainingRig.Options, seed: 3);
        Assert.True(model.training);
        Assert.Equal(ScalarType.Float32, model.ElementType);
        List<float> drawn = [];
        foreach ((string name, Parameter parameter) in model.named_parameters())
        {
            float[] values = TrainingRig.Floats(parameter);
            switch (name.Split('.')[^1])
            {
                case "A_log":
                    Assert.All(values, static x => Assert.InRange(Math.Exp(x), 0.01, 16));
                    Assert.True(values.Distinct().Count() == values.Length);
                    break;
                case "dt_bias":
                    Assert.All(values, static x => Assert.Equal(1, x));
                    break;
                case "bias":
                    Assert.All(values, static x => Assert.Equal(0, x));
                    break;
                case "weight" when name.Contains("norm", StringComparison.Ordinal):
                    float unchanged = golden.StartsWith("qwen3_next", StringComparison.Ordinal) && !name.EndsWith("linear_attn.norm.weight", StringComparison.Ordinal) ? 0 : 1; // zero-centred
                    Assert.All(values, x => Assert.Equal(unchanged, x));
                    break;
                default:
                    drawn.AddRange(values);
                    break;
            }
        }

        double deviation = Math.Sqrt(drawn.Average(static x => (double)x * x));
        Assert.InRange(deviation, 0.95 * Range, 1.05 * Range);
        Assert.InRange(drawn.Average(), -0.05 * Range, 0.05 * Range);
        string embeddings = model.state_dict().Keys.Single(static key => key.EndsWith("embed_tokens.weight", StringComparison.Ordinal));
        Assert.All(TrainingRig.Floats(model.state_dict()[embeddings].select(0, model.Info.PaddingToken!.Value)), static x => Assert.Equal(0, x));
    }

    [Fact]
    public void A_seed_gives_the_same_weights_and_another_others()
    {
        string config = TrainingRig.Config("qwen3_next");
        float[] Weights(long seed)
        {
            using TorchModel model = CompiledModel.Create(config, TrainingRig.Options, seed);
            return [.. model.named_parameters().SelectMany(static named => TrainingRig.Floats(named.parameter))];
        }

        Assert.Equal(Weights(7), Weights(7));
        Assert.NotEqual(Weights(7), Weights(8));
    }

    [Fact]
    public void Sessions_of_a_fresh_model_compute_what_forward_does()
    {
        using TorchModel model = CompiledModel.Create(TrainingRig.Config("qwen3_next"), TrainingRig.Options, seed: 4);
        using Tensor ids = TrainingRig.Tokens(1, 20);
        float[] logits = new float[model.Info.VocabularySize];
        using IModelSession session = model.CreateSession(new SessionOptions());
        session.Forward([.. ids.data<long>().ToArray().Select(static id => (int)id)], logits);
        Comparison.AssertClose(logits, TrainingRig.Logits(model, ids).AsSpan()[^logits.Length..], Comparison.Float32, "fresh");
    }

    /// <summary>A language model's checkpoint learns to classify: the head is drawn, all else is read.</summary>
    [Fact]
    public void A_checkpoint_without_the_head_loads_with_a_seed_for_one()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_next");
        string config = TrainingRig.Config("qwen3_next", ("architectures", new JsonArray("Qwen3NextForTokenClassification")), ("num_labels", JsonValue.Create(3)));

        WeightMismatchException refused = Assert.Throws<WeightMismatchException>(() => CompiledModel.Load(config, golden.Folder, TrainingRig.Options));
        Assert.Contains("was not trained for it", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["score.weight", "score.bias"], refused.Report.MissingHead);

        using TorchModel model = CompiledModel.Load(config, golden.Folder, TrainingRig.Options with { NewHeadSeed = 11 });
        using TorchModel language = CompiledModel.Load(golden.Config, golden.Folder, TrainingRig.Options);
        Assert.Contains("lm_head.weight", model.WeightReport.Unused);
        Dictionary<string, Tensor> own = model.state_dict();
        foreach ((string key, Tensor value) in language.state_dict().Where(static pair => pair.Key != "lm_head.weight"))
        {
            Assert.Equal(TrainingRig.Floats(value), TrainingRig.Floats(own[key]));
        }

        Assert.Contains(TrainingRig.Floats(own["score.weight"]), static x => x != 0);
        Assert.All(TrainingRig.Floats(own["score.bias"]), static x => Assert.Equal(0, x));
    }
}
