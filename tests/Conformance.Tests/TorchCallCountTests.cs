using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Modelwright.Benchmarks;
using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>Tensors made by one decoding step, views included: each call into libtorch makes one, and <c>topk</c> two. On a CPU each chosen expert has products of its own.</summary>
[Collection(ProcessRandomNumbers.Name)]
public class TorchCallCountTests
{
    [Theory]
    [InlineData("qwen3_dense")]
    [InlineData("qwen3_moe")]
    [InlineData("qwen3_moe_sliding")]
    [InlineData("qwen3_next")]
    public void A_step_makes_few_calls(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        string[] wanted = name switch
        {
            "qwen3_dense" => ["KeyValueCache 16, norm 3, Mlp 7"],
            "qwen3_next" => ["DeltaState 26, norm 3, SparseMlp 25", "KeyValueCache 19, norm 3, SparseMlp 25"],
            _ => ["KeyValueCache 16, norm 3, SparseMlp 18"],
        };
        Assert.Equal(wanted, Counts(golden.Config, golden.Folder));
    }

    /// <summary>
    /// A shared expert as wide as the others (as published), narrower or wider: one more of the stacked experts, padded where need be.
    /// So wide a one that padding would cost much memory goes its own way.
    /// </summary>
    [Theory]
    [InlineData(28, 25)]
    [InlineData(12, 25)]
    [InlineData(40, 25)]
    [InlineData(64, 28)]
    public void A_shared_expert_lies_with_the_others(int width, int calls)
    {
        string config = GoldenCase.Named("qwen3_next").Config.Replace("\"shared_expert_intermediate_size\": 40", $"\"shared_expert_intermediate_size\": {width}", StringComparison.Ordinal);
        using SyntheticCheckpoint checkpoint = new(CompiledModel.Manifest(config), seed: 3);

        Assert.Equal([$"DeltaState 26, norm 3, SparseMlp {calls}", $"KeyValueCache 19, norm 3, SparseMlp {calls}"], Counts(config, checkpoint.Folder));

        // Its step is a text of its own: compared with the differentiable pass.
        using TorchModel model = CompiledModel.Load(config, checkpoint.Folder, new TorchLoadOptions { MaxContext = 64, Device = TestDevice.Current, Storage = WeightStorage.Float32 });
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[] logits = new float[model.Info.VocabularySize];
        foreach (int token in (int[])[3, 4, 5, 6, 7, 8])
        {
            session.Forward([token], logits);
        }

        using torch.Tensor ids = torch.tensor(new long[] { 3, 4, 5, 6, 7, 8 }, [1, 6], device: TestDevice.Current);
        float[] forward = model.forward(ids, null, null).Logits.detach().select(1, 5).flatten().cpu().data<float>().ToArray();
        Comparison.AssertClose(logits, forward, 2e-5, "six steps");
    }

    private static IReadOnlyList<string> Counts(string config, string checkpoint)
    {
        using TorchModel model = CompiledModel.Load(config, checkpoint, new TorchLoadOptions { MaxContext = 64, Device = TestDevice.Current, Storage = WeightStorage.Float32 });
        using TorchSession session = (TorchSession)model.CreateSession(new SessionOptions());
        float[] logits = new float[model.Info.VocabularySize];
        IModelSession passes = session;
        passes.Forward([.. Enumerable.Range(3, 20)], logits);
        passes.Forward([5], logits);
        using IDisposable inference = torch.inference_mode();
        using DisposeScope scope = torch.NewDisposeScope();
        (DecodeStep step, LayerState[] states) = session.BeginStep();
        object decoder = Field(model, "model");
        torch.Tensor x = torch.rand(1, Width(decoder), device: TestDevice.Current);
        List<string> counts = [];
        foreach ((object layer, LayerState state) in ((IEnumerable<torch.nn.Module>)Field(decoder, "layers")).Zip(states))
        {
            long whole = Calls(() => Invoke(layer, "Step", x, step, state));
            // The first part with its norm and its sum with the residual stream; the second with its sum, and the norm before it by itself.
            long feedForward = Calls(() => Invoke(Field(layer, "mlp"), "Step", x, x));
            long norm = Calls(() => Invoke(Field(layer, "post_attention_layernorm"), "Step", x, step));
            counts.Add($"{state.GetType().Name} {whole - feedForward - norm}, norm {norm}, {Field(layer, "mlp").GetType().Name} {feedForward}");
        }

        return [.. counts.Distinct()];
    }

    private static long Width(object decoder) => ((torch.Tensor)Field(Field(decoder, "norm"), "weight")).shape[0];

    private static long Calls(Action action)
    {
        long before = Made();
        action();
        return Made() - before;
    }

    /// <summary>Of this thread, since it began.</summary>
    private static long Made()
    {
        LifetimeStatistics tensors = DisposeScopeManager.Statistics.TensorStatistics;
        return tensors.CreatedInScopeCount + tensors.CreatedOutsideScopeCount;
    }

    private static object Field(object module, string name) => module.GetType().GetField(name)!.GetValue(module)!;

    private static void Invoke(object module, string method, params object[] arguments) =>
        module.GetType().GetMethod(method, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.Invoke(module, arguments);
}
