using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Extensions.Logging;
using Modelwright.Contract;

namespace Modelwright.Runtime.Tests;

/// <summary>What is in a checkpoint and not in the model: silent, told, or an error.</summary>
public sealed class UnusedTensorTests : IDisposable
{
    private static readonly WeightManifest Manifest = new(
        [
            WeightSlot.Of("embeddings", WeightKind.Matrix, "model.embed_tokens.weight", [4, 2]),
            WeightSlot.Of("q", WeightKind.Matrix, "model.layers.{layer}.self_attn.q_proj.weight", [2, 2], 0, 1),
            new("experts", WeightKind.Matrix, 4, 2, [0, 1], [WeightAlternative.Of(WeightSource.EachExpert("model.layers.{layer}.mlp.experts.{expert}.up_proj.weight", [2, 2], 2))]),
            WeightSlot.Of("head", WeightKind.Matrix, "lm_head.weight", [4, 2]),
        ],
        ["draft."]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("model.layers.0.self_attn.q_proj.bias", "a bias")]
    [InlineData("lm_head.bias", "a bias")]
    [InlineData("model.layers.2.self_attn.q_proj.weight", "a layer too many: the model has 2")]
    [InlineData("model.layers.61.eh_proj.weight", "a layer too many: the model has 2")]
    [InlineData("model.layers.2.made_up", "a layer too many: the model has 2")]
    [InlineData("model.layers.0.mlp.experts.2.up_proj.weight", "an expert too many: the model has 2")]
    [InlineData("model.layers.1.mlp.experts.17.made_up", "an expert too many: the model has 2")]
    [InlineData("model.layers.1.self_attn.q_proj.lora_A.weight", "an adapter")]
    [InlineData("base_model.model.model.layers.1.self_attn.q_proj.lora_B.default.weight", "an adapter")]
    [InlineData("model.embed_tokens.lora_embedding_A", "an adapter")]
    [InlineData("model.layers.1.self_attn.q_proj.base_layer.weight", "an adapter")]
    [InlineData("model.layers.1.self_attn.q_proj.weight_scale", "a scale")]
    [InlineData("model.layers.1.self_attn.q_proj.weight_scale_inv", "a scale")]
    [InlineData("model.layers.1.self_attn.q_proj.input_scale", "a scale")]
    [InlineData("model.layers.1.self_attn.q_proj.g_idx", "a scale")]
    [InlineData("model.layers.1.self_attn.q_proj.scales", "a scale")]
    [InlineData("model.layers.1.self_attn.q_proj.boft_R.default", "an adapter")]
    [InlineData("model.embed_tokens.trainable_tokens_delta.default", "an adapter")]
    [InlineData("model.layers.0.self_attn.q_proj.weight_scale_2", "a scale")]
    [InlineData("model.layers.0.self_attn.k_scale", "a scale")]
    [InlineData("lm_head.biases", "a scale")]
    [InlineData("model.layers.1.self_attn.q_proj.weight.quant_state.bitsandbytes__nf4", "a scale")]
    public void What_the_numbers_depend_on_is_an_error_until_it_is_let_go(string name, string reason)
    {
        Write(name);

        WeightReport report = Manifest.Verify(_folder.Path);

        Assert.False(report.IsComplete);
        WeightProblem conflict = Assert.Single(report.Conflicts);
        Assert.Equal(name, conflict.Key);
        Assert.StartsWith(reason, conflict.Found, StringComparison.Ordinal);
        Assert.Contains(name, Assert.Throws<WeightMismatchException>(report.ThrowIfIncomplete).Message, StringComparison.Ordinal);
        Assert.Contains("IgnoreTensors", report.ToString(), StringComparison.Ordinal);
        Assert.True(Manifest.Verify(_folder.Path, [name]).IsComplete);
        Assert.True(Manifest.Verify(_folder.Path, ["nothing", "*" + name[^4..]]).IsComplete);
        Assert.False(Manifest.Verify(_folder.Path, ["?" + name, name.ToUpperInvariant()]).IsComplete);
    }

    [Theory]
    [InlineData("model.layers.0.self_attn.rotary_emb.inv_freq")]
    [InlineData("model.rotary_emb.inv_freq")]
    [InlineData("model.layers.0.self_attn.rotary_emb.cos_cached")]
    [InlineData("mtp.layers.0.self_attn.q_proj.weight")]
    [InlineData("model.mtp.norm.weight")]
    [InlineData("draft.q_proj.bias")]
    [InlineData("vision.bn.num_batches_tracked")]
    public void What_does_nothing_is_silent(string name)
    {
        Write(name);

        (WeightReport report, IReadOnlyList<string> messages) = Load();

        Assert.Empty(report.Extra);
        Assert.Empty(messages);
    }

    [Theory]
    [InlineData("model.visual.blocks.0.attn.qkv.weight")]
    [InlineData("model.visual.blocks.0.attn.qkv.bias")]
    [InlineData("score.weight")]
    [InlineData("model.layers.1.self_attn.sinks")]
    [InlineData("model.layers.0.mlp.experts.1.made_up")]
    [InlineData("model.layers.0.mlp.experts.gate")]
    [InlineData("model.layers.one.self_attn.q_proj.weight")]
    [InlineData("rotary")]
    public void The_rest_is_told(string name)
    {
        Write(name);

        (WeightReport report, IReadOnlyList<string> messages) = Load();

        Assert.True(report.IsComplete);
        Assert.Equal([name], report.Extra);
        Assert.Contains(name, Assert.Single(messages), StringComparison.Ordinal);
    }

    private (WeightReport Report, IReadOnlyList<string> Messages) Load()
    {
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        ListLogger logger = new();
        return (new WeightReader(checkpoint, Manifest, logger).Report, logger.Messages);
    }

    private void Write(string extra)
    {
        SafetensorsBuilder builder = new();
        builder.Count("model.embed_tokens.weight", [4, 2]).Count("lm_head.weight", [4, 2]);
        foreach (int layer in (int[])[0, 1])
        {
            builder.Count($"model.layers.{layer}.self_attn.q_proj.weight", [2, 2]);
            builder.Count($"model.layers.{layer}.mlp.experts.0.up_proj.weight", [2, 2]).Count($"model.layers.{layer}.mlp.experts.1.up_proj.weight", [2, 2]);
        }

        builder.Count(extra, [2]).Write(_folder["model.safetensors"]);
    }
}
