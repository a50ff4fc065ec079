using System;
using System.Collections.Generic;
using System.IO;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>What a GGUF file says of RoPE, which no tensor shows, beside what was compiled.</summary>
public sealed class GgufContradictionTests : IDisposable
{
    private static readonly ModelInfo Info = new("M", "qwen3", VocabularySize: 8, MaxPositions: 64, BeginningToken: null, EndTokens: [0], PaddingToken: null);

    private static readonly Dictionary<string, RotaryEmbedding> Compiled = new()
    {
        ["default"] = RotaryEmbedding.Default(128, 1e6f),
        ["linear"] = RotaryEmbedding.Linear(64, 1e4f, 2.5f),
        ["yarn"] = RotaryEmbedding.Yarn(128, 1e6f, 4, 32768, betaFast: 32, betaSlow: 1, truncate: true, attentionScale: 1.1386f),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("default", null, null, null)]
    [InlineData("default", "none", 4f, null)]
    [InlineData("default", "yarn", 4f, "'qwen3.rope.scaling.factor' is 4; the config has 1")]
    [InlineData("linear", "linear", 2.5f, null)]
    [InlineData("linear", "linear", 2f, "'qwen3.rope.scaling.factor' is 2; the config has 2.5")]
    [InlineData("yarn", "yarn", 4f, null)]
    [InlineData("yarn", null, null, null)]
    [InlineData("yarn", "yarn", 8f, "'qwen3.rope.scaling.factor' is 8; the config has 4")]
    public void Scaling(string compiled, string? type, float? factor, string? difference)
    {
        GgufBuilder file = new GgufBuilder().Key("general.architecture", "qwen3").Floats("output.weight", [1]);
        file = type is null ? file : file.Key("qwen3.rope.scaling.type", type);
        file = factor is not float number ? file : file.Key("qwen3.rope.scaling.factor", number);
        File.WriteAllBytes(_folder["model.gguf"], file.ToBytes());

        Exception? e = Record.Exception(() => Checkpoint.OpenFor(_folder["model.gguf"], Info, Compiled[compiled]).Dispose());

        Assert.Equal(difference is null ? [] : [difference], (e as GgufMismatchException)?.Differences ?? []);
        Assert.Equal(difference is null, e is null);
    }
}
