using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Modelwright.Conformance.Tests;

/// <summary>The emitted module as a module: its state, its losses, its gradients.</summary>
[Collection(ProcessRandomNumbers.Name)]
public class TorchTrainingTests
{
    /// <summary>How names of parts of quantised weights end; the first two have the codes.</summary>
    private static readonly string[] PackedEnds = [".qweight", ".weight_packed", ".qzeros", ".scales", ".g_idx", ".weight_scale", ".weight_shape", ".weight_zero_point", ".weight_scale_inv"];

    public static TheoryData<string> Cases => [.. GoldenCase.CausalLanguageModels];

    /// <summary>
    /// Experts that a file has stacked are parameters of their own; that they are the right ones, logits say. Quantised weights are widened: one parameter for codes, scales and zeros.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void State_dict_is_the_checkpoint(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using TorchModel model = Load(golden);
        using Checkpoint checkpoint = Checkpoint.Open(golden.Folder);
        CheckpointView view = new(checkpoint, model.Definition.Weights);
        Dictionary<string, Tensor> state = model.state_dict();
        Assert.Equal(checkpoint.Names.SelectMany(Widened).Distinct().SelectMany(Apart).Order(StringComparer.Ordinal), state.Keys.Order(StringComparer.Ordinal));
        foreach ((string key, Tensor tensor) in state.Where(entry => view.Contains(entry.Key)))
        {
            Assert.Equal(view[key].Shape, tensor.shape);
            Assert.Equal(view[key].ToFloats(), tensor.detach().to(float32).flatten().cpu().data<float>().ToArray());
        }

        static IEnumerable<string> Widened(string stored) =>
            PackedEnds.FirstOrDefault(end => stored.EndsWith(end, StringComparison.Ordinal)) is { } end ? end == PackedEnds[0] || end == PackedEnds[1] ? [stored[..^end.Length] + ".weight"] : [] : [stored];

        IEnumerable<string> Apart(string stored) => stored.Split(".mlp.experts.") switch
        {
            [string layer, "gate_up_proj"] => Enumerable.Range(0, (int)checkpoint[stored].Shape[0]).SelectMany(expert => (string[])[$"{layer}.mlp.experts.{expert}.gate_proj.weight", $"{layer}.mlp.experts.{expert}.up_proj.weight"]),
            [string layer, "down_proj"] => Enumerable.Range(0, (int)checkpoint[stored].Shape[0]).Select(expert => $"{layer}.mlp.experts.{expert}.down_proj.weight"),
            _ => [stored],
        };
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_balancing_loss_are_Hugging_Faces(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(golden.Folder, "case.json")));
        JsonElement run = document.RootElement.GetProperty("runs").EnumerateArray().Single(static r => r.GetProperty("name").GetString() == "labelled");
        using TorchModel model = Load(golden);
        using Tensor ids = Rows(run.GetProperty("input_ids"));
        using Tensor labels = Rows(run.GetProperty("labels"));
        bool balanced = run.TryGetProperty("aux_loss", out JsonElement balance);
        if (balanced)
        {
            model.GetType().GetProperty("OutputRouterLogits")!.SetValue(model, true);
        }

        HeadOutput output = model.forward(ids, null, labels);

        const double Tolerance = Comparison.Float32;
        Assert.Equal(run.GetProperty("loss").GetDouble(), output.Loss!.item<float>(), 5 * Tolerance);
        Assert.Equal(balanced, output.AuxiliaryLoss is not null);
        if (output.AuxiliaryLoss is { } ours)
        {
            Assert.Equal(balance.GetDouble(), ours.item<float>(), Tolerance);
        }
    }

    /// <summary>Padding is left out of the balancing loss, as where Core sums it of a session's router logits.</summary>
    [Fact]
    public void Padding_does_not_count_in_the_balancing_loss()
    {
        using TorchModel model = Load(GoldenCase.Named("qwen3_next"));
        model.GetType().GetProperty("OutputRouterLogits")!.SetValue(model, true);
        using Tensor ids = TrainingRig.Tokens(2, 9);
        using Tensor mask = ones_like(ids);
        mask[1, TensorIndex.Slice(0, 4)] = 0;
        double ours = model.forward(ids, mask, ids).AuxiliaryLoss!.item<float>();

        int[] tokens = [.. ids.cpu().data<long>().ToArray().Select(static id => (int)id)];
        TokenBatch batch = TokenBatch.Masked([tokens[..9], tokens[9..]], [[1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 1, 1, 1, 1, 1]]);
        CausalOutput output = ((ICausalLanguageModel)model).Evaluate(batch, new CausalOptions { RouterLogits = true });
        Assert.Equal(output.AuxiliaryLoss!.Value, ours, 1e-4);
    }

    /// <summary>The differentiable way and the cached way are two texts of one model. The former takes tokens alone, so runs with pictures are the sessions'.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_gives_the_logits_of_a_session(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using TorchModel model = Load(golden);
        GoldenRunner runner = new(model, golden, Comparison.Float32, Options(golden));
        GoldenRun[] runs = [.. golden.PlainRuns.Where(static run => !run.Sees)];
        Assert.NotEmpty(runs);
        foreach (GoldenRun run in runs)
        {
            using Tensor ids = tensor(run.Flat.Select(static token => (long)token).ToArray(), [run.Batch, run.Columns], device: TestDevice.Current);
            using Tensor mask = tensor(run.Mask.SelectMany(static row => row).Select(static m => (long)m).ToArray(), [run.Batch, run.Columns], device: TestDevice.Current);
            float[] logits = model.forward(ids, mask, null).Logits.detach().flatten().cpu().data<float>().ToArray();
            runner.CompareForward(run, logits);
        }
    }

    [Theory]
    [InlineData("qwen3_dense")]
    [InlineData("qwen3_moe")]
    [InlineData("qwen3_moe_mixed")]
    [InlineData("qwen3_next")]
    public void Gradients_reach_every_parameter_and_a_step_lowers_the_loss(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using TorchModel model = Load(golden);
        model.train();
        Assert.True(model.training);
        long[] tokens = [.. Enumerable.Range(0, 2 * 40).Select(static i => (long)((i * 37) + (i * i * 11)) % 120)];
        using Tensor ids = tensor(tokens, [2, 40], device: TestDevice.Current);
        using optim.Optimizer optimizer = optim.AdamW(model.parameters(), lr: 1e-3);

        float before = Step(model, ids, optimizer);

        foreach ((string key, Parameter parameter) in model.named_parameters())
        {
            Assert.False(parameter.grad is null, $"{key} has no gradient");
            Assert.True(parameter.grad.abs().sum().item<float>() > 0, $"{key} has a gradient of zero");
        }

        optimizer.zero_grad();
        Assert.True(Step(model, ids, optimizer) < before);

        // The session computes with the fused weights, of which the trained parameters are views.
        model.eval();
        float[] trained = new float[2 * model.Info.VocabularySize];
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = 2, Capacity = 40 });
        session.Forward([.. tokens.Select(static token => (int)token)], trained);
        float[] forward = model.forward(ids, null, null).Logits.detach().select(1, 39).flatten().cpu().data<float>().ToArray();
        Comparison.AssertClose(trained, forward, Comparison.Float32, "after a step");
    }

    private static float Step(TorchModel model, Tensor ids, optim.Optimizer optimizer)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor loss = model.forward(ids, null, ids).Loss!;
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    private static TorchModel Load(GoldenCase golden) =>
        CompiledModel.Load(golden.Config, golden.Folder, Options(golden));

    private static TorchLoadOptions Options(GoldenCase golden) =>
        new() { Storage = WeightStorage.Float32, MaxContext = 256, Device = TestDevice.Current, RotaryPrecision = golden.RotaryPrecisions[0] };

    private static Tensor Rows(JsonElement rows)
    {
        long[][] cells = [.. rows.EnumerateArray().Select(static row => row.EnumerateArray().Select(static cell => cell.GetInt64()).ToArray())];
        return tensor(cells.SelectMany(static row => row).ToArray(), [cells.Length, cells[0].Length], device: TestDevice.Current);
    }
}
