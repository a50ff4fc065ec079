using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Conformance.Tests;

/// <summary>Gradients are the loss's: against finite differences, and the same where layers are computed twice.</summary>
[Collection(ProcessRandomNumbers.Name)]
public class GradientTests
{
    public static TheoryData<string> Cases => ["qwen3_dense", "qwen3_moe", "qwen3_next", "qwen3_next_tokenclassification", "qwen3_moe_questionanswering", "qwen3_moe_multilabel"];

    /// <summary>
    /// For every parameter the slope of the loss along a direction: (L(w + εd) − L(w − εd)) / 2ε is what the gradient says. All experts are chosen, so that no choice changes on the way.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Slopes_of_the_loss_are_what_gradients_say(string golden)
    {
        string config = TrainingRig.Config(
            golden, ("num_experts_per_tok", JsonValue.Create(8)), ("initializer_range", JsonValue.Create(0.1)), ("classifier_dropout", JsonValue.Create(0.0)), ("output_router_logits", JsonValue.Create(true)));
        using TorchModel model = CompiledModel.Create(config, TrainingRig.Options, seed: 5);
        using Tensor ids = TrainingRig.Tokens(2, 9);
        using Tensor labels = Labels(golden);
        double Loss()
        {
            using IDisposable quiet = no_grad();
            using DisposeScope scope = NewDisposeScope();
            return model.forward(ids, null, labels).Loss!.to(float64).item<double>();
        }

        model.forward(ids, null, labels).Loss!.backward();
        using torch.Generator random = new(17, CPU);
        int compared = 0;
        foreach ((string name, Parameter parameter) in model.named_parameters().Where(static named => IsSampled(named.name)))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor grad = parameter.grad ?? throw new InvalidOperationException($"{name} has no gradient");
            // Half along the gradient, so that the slope is large beside rounding, and half anywhere.
            Tensor anywhere = randn(parameter.shape, generator: random, device: CPU).to(parameter.device);
            Tensor direction = (grad / grad.norm().add(1e-12)) + (anywhere / anywhere.norm());
            double promised = (grad * direction).sum().item<float>();
            double step = Math.Min(2e-3, 0.003 / Math.Abs(promised)); // the loss moves far beside its rounding, and little beside its curvature
            double slope;
            using (no_grad())
            {
                parameter.add_(direction * step);
                double above = Loss();
                parameter.sub_(direction * (2 * step));
                slope = (above - Loss()) / (2 * step);
                parameter.add_(direction * step);
            }

            Assert.True(Math.Abs(slope - promised) <= (0.02 * Math.Abs(promised)) + 2e-4, $"{name}: slope {slope}, gradient {promised}");
            compared += Math.Abs(promised) > 1e-3 ? 1 : 0;
        }

        Assert.True(compared > 10, $"{compared} slopes are larger than rounding");
    }

    [Theory]
    [InlineData("qwen3_dense", false)]
    [InlineData("qwen3_moe", true)]
    [InlineData("qwen3_next", true)]
    [InlineData("qwen3_next_sequenceclassification", false)]
    public void Layers_that_are_computed_twice_give_the_same_gradients(string golden, bool frozenEmbeddings)
    {
        string config = TrainingRig.Config(golden, ("attention_dropout", JsonValue.Create(0.3)), ("output_router_logits", JsonValue.Create(true)));
        using Tensor ids = TrainingRig.Tokens(2, 20);
        using Tensor labels = Labels(golden, columns: 20);
        using Tensor mask = ones_like(ids);
        mask[1, TensorIndex.Slice(0, 5)] = 0;
        (double Loss, Dictionary<string, float[]> Gradients) Run(bool twice)
        {
            using TorchModel model = CompiledModel.Create(config, TrainingRig.Options, seed: 6);
            foreach ((string name, Parameter parameter) in model.named_parameters())
            {
                parameter.requires_grad = !frozenEmbeddings || !name.EndsWith("embed_tokens.weight", StringComparison.Ordinal);
            }

            // Dropout draws other numbers where each layer begins with a seed of its own: without it the two ways are compared, with it the way by itself.
            model.train();
            model.GradientCheckpointing = twice;
            manual_seed(21);
            using Tensor loss = model.forward(ids, mask, labels).Loss!;
            GC.Collect(); // nothing that gradients need hangs on a scope
            loss.backward();
            return (loss.item<float>(), model.named_parameters().Where(static named => named.parameter.grad is not null).ToDictionary(static named => named.name, static named => TrainingRig.Floats(named.parameter.grad!)));
        }

        Assert.Equal(Run(twice: true).Gradients, Run(twice: true).Gradients);
        config = TrainingRig.Config(golden, ("output_router_logits", JsonValue.Create(true)));
        (double plainLoss, Dictionary<string, float[]> plain) = Run(twice: false);
        (double loss, Dictionary<string, float[]> ours) = Run(twice: true);
        Assert.Equal(plainLoss, loss, 1e-6);
        Assert.Equal(plain.Keys.Order(StringComparer.Ordinal), ours.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, float[] gradient) in plain)
        {
            Comparison.AssertClose(ours[name], gradient, 1e-5, name);
        }
    }

    /// <summary>
    /// With dropout the loss of given random numbers is a function like any other: where layers are computed twice its slopes are what gradients say only if both times draw the same. All experts are chosen, as above.
    /// </summary>
    [Theory]
    [InlineData("qwen3_dense")]
    [InlineData("qwen3_next")]
    public void Layers_that_are_computed_twice_draw_the_same_numbers(string golden)
    {
        string config = TrainingRig.Config(
            golden,
            ("attention_dropout", JsonValue.Create(0.5)),
            ("initializer_range", JsonValue.Create(0.1)),
            ("num_experts_per_tok", JsonValue.Create(8)),
            ("layer_types", new JsonArray([.. Enumerable.Repeat(0, 4).Select(static _ => JsonValue.Create("full_attention"))])));
        using TorchModel model = CompiledModel.Create(config, TrainingRig.Options, seed: 7);
        model.GradientCheckpointing = true;
        using Tensor ids = TrainingRig.Tokens(2, 20);
        Tensor Loss()
        {
            manual_seed(31);
            return model.forward(ids, null, ids).Loss!;
        }

        Loss().backward();
        // Not the last layer alone: nothing is drawn between its two times, so it draws the same numbers in any case.
        (string name, Parameter parameter)[] drawn = [.. model.named_parameters().Where(static named => named.name.Contains(".self_attn.", StringComparison.Ordinal) && named.parameter.dim() == 2)];
        Assert.Equal(4, drawn.Select(static named => named.name.Split('.')[2]).Distinct().Count());
        foreach ((string name, Parameter parameter) in drawn)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor direction = parameter.grad! / parameter.grad!.norm();
            double promised = parameter.grad.norm().item<float>();
            double step = 0.003 / promised;
            void Move(double distance)
            {
                using IDisposable quiet = no_grad();
                parameter.add_(direction * distance);
            }

            // With gradients, though none are taken: without, layers would draw one after the other.
            Move(step);
            double above = Loss().item<float>();
            Move(-2 * step);
            double slope = (above - Loss().item<float>()) / (2 * step);
            Move(step);
            Assert.True(Math.Abs(slope - promised) <= 0.03 * promised, $"{name}: slope {slope}, gradient {promised}");
        }
    }

    /// <summary>A small model learns a batch by heart.</summary>
    [Fact]
    public void A_fresh_model_learns_a_batch_by_heart()
    {
        using TorchModel model = CompiledModel.Create(TrainingRig.Config("qwen3_next"), TrainingRig.Options, seed: 9);
        model.GradientCheckpointing = true;
        using Tensor ids = TrainingRig.Tokens(2, 16);
        using optim.Optimizer optimizer = optim.AdamW(model.parameters(), lr: 1e-2);
        float first = 0;
        float last = 0;
        for (int step = 0; step < 60; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor loss = model.forward(ids, null, ids).Loss!;
            loss.backward();
            optimizer.step();
            (first, last) = (step == 0 ? loss.item<float>() : first, loss.item<float>());
        }

        Assert.InRange(first, 4.5f, 5.5f); // the logarithm of the vocabulary, 131: a fresh model knows nothing
        Assert.True(last < 0.1f, $"the loss is still {last}");
    }

    /// <summary>What stands once, two layers of each kind's, and two of the experts.</summary>
    private static bool IsSampled(string name)
    {
        string[] parts = name.Split('.');
        int layer = Array.IndexOf(parts, "layers");
        int expert = Array.IndexOf(parts, "experts");
        return (layer < 0 || parts[layer + 1] is "0" or "3") && (expert < 0 || parts[expert + 1] is "0" or "5");
    }

    private static Tensor Labels(string golden, int columns = 9) => golden switch
    {
        _ when golden.EndsWith("_tokenclassification", StringComparison.Ordinal) => TrainingRig.Tokens(2, columns).remainder(3),
        _ when golden.EndsWith("_sequenceclassification", StringComparison.Ordinal) => tensor([1L, 0L], device: TestDevice.Current),
        _ when golden.EndsWith("_questionanswering", StringComparison.Ordinal) => tensor([1L, 3L, 2L, 7L], [2, 2], device: TestDevice.Current),
        _ when golden.EndsWith("_multilabel", StringComparison.Ordinal) => TrainingRig.Tokens(2, LabelCount(golden)).remainder(2).to(float32),
        _ => TrainingRig.Tokens(2, columns),
    };

    private static int LabelCount(string golden) => JsonNode.Parse(GoldenCase.Named(golden).Config)!["id2label"]!.AsObject().Count;
}
