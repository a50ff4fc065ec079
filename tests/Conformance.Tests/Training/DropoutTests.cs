using System.Text.Json.Nodes;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Conformance.Tests;

/// <summary>Dropouts of the config act while a model is trained, and at no other time.</summary>
[Collection(ProcessRandomNumbers.Name)]
public class DropoutTests
{
    public static TheoryData<string, string, double?> Cases => new()
    {
        { "qwen3_moe", "attention_dropout", 0.5 },
        { "qwen3_next", "attention_dropout", 0.5 },
        { "qwen3_moe_sliding", "attention_dropout", 0.5 },
        { "qwen3_moe_tokenclassification", "classifier_dropout", 0.5 },
        { "qwen3_moe_tokenclassification", "hidden_dropout", 0.5 },
        { "qwen3_next_tokenclassification", "classifier_dropout", null }, // 0.1
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Dropout_acts_in_training_alone(string golden, string key, double? rate)
    {
        string config = rate is double given
            ? TrainingRig.Config(golden, ("classifier_dropout", null), (key, JsonValue.Create(given)))
            : TrainingRig.Config(golden, (key, null));
        using TorchModel model = CompiledModel.Create(config, TrainingRig.Options, seed: 1);
        using Tensor ids = TrainingRig.Tokens(2, 12);
        model.train();
        float[] first = TrainingRig.Logits(model, ids);
        Assert.NotEqual(first, TrainingRig.Logits(model, ids));

        model.eval();
        float[] still = TrainingRig.Logits(model, ids);
        Assert.Equal(still, TrainingRig.Logits(model, ids));
        using TorchModel without = CompiledModel.Create(TrainingRig.Config(golden, ("classifier_dropout", JsonValue.Create(0.0)), ("attention_dropout", JsonValue.Create(0.0))), TrainingRig.Options, seed: 1);
        Assert.Equal(TrainingRig.Logits(without, ids), still);
    }

    [Theory]
    [InlineData("qwen3_moe")]
    [InlineData("qwen3_moe_sequenceclassification")] // Hugging Face's class has none
    public void Without_dropout_training_computes_what_evaluation_does(string golden)
    {
        using TorchModel model = CompiledModel.Create(TrainingRig.Config(golden, ("classifier_dropout", JsonValue.Create(0.5))), TrainingRig.Options, seed: 1);
        using Tensor ids = TrainingRig.Tokens(2, 12);
        model.train();
        float[] training = TrainingRig.Logits(model, ids);
        model.eval();
        Assert.Equal(TrainingRig.Logits(model, ids), training);
    }

    /// <summary>A share of the weights is zero and the others are scaled up: the mean over many draws is what no dropout gives.</summary>
    [Fact]
    public void Classifier_dropout_drops_the_share_that_the_config_says()
    {
        const double Rate = 0.25;
        using TorchModel model = CompiledModel.Create(TrainingRig.Config("qwen3_moe_tokenclassification", ("classifier_dropout", JsonValue.Create(Rate))), TrainingRig.Options, seed: 2);
        using Tensor ids = TrainingRig.Tokens(1, 1);
        manual_seed(5);
        float[] exact = TrainingRig.Logits(Evaluating(model), ids);
        model.train();
        double sum = 0;
        double squares = 0;
        const int Draws = 2000;
        for (int i = 0; i < Draws; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            double difference = TrainingRig.Logits(model, ids)[0] - exact[0];
            sum += difference;
            squares += difference * difference;
        }

        // Of Σ wᵢxᵢ with each term dropped by itself the variance is p/(1−p)·Σ(wᵢxᵢ)².
        (double mean, double variance) = (sum / Draws, squares / Draws);
        Assert.True(mean * mean < 12 * variance / Draws, $"mean {mean}, variance {variance}");
        double expected = Rate / (1 - Rate) * Terms(model, ids);
        Assert.InRange(variance / expected, 0.8, 1.25);
    }

    private static TorchModel Evaluating(TorchModel model)
    {
        model.eval();
        return model;
    }

    /// <summary>The sum of the squared products that the first logit is the sum of, from a bare model with the same weights.</summary>
    private static double Terms(TorchModel model, Tensor ids)
    {
        using System.IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        string config = TrainingRig.Config("qwen3_moe_tokenclassification", ("architectures", new JsonArray("Qwen3MoeModel")));
        using TorchModel bare = CompiledModel.Create(config, TrainingRig.Options, seed: 2);
        Tensor hidden = bare.forward(ids, null, null).Logits.flatten();
        Tensor weight = model.state_dict()["score.weight"].select(0, 0);
        return (hidden * weight).square().sum().item<float>();
    }
}
