using System;
using System.Linq;
using System.Text.Json.Nodes;
using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Conformance.Tests;

/// <summary>What tests of training share: small configs with changed keys, and token ids.</summary>
internal static class TrainingRig
{
    public static TorchLoadOptions Options { get; } = new() { MaxContext = 64, Device = TestDevice.Current };

    /// <summary>A golden's config with some keys of other values.</summary>
    public static string Config(string golden, params (string Key, JsonNode? Value)[] keys)
    {
        JsonObject config = JsonNode.Parse(GoldenCase.Named(golden).Config)!.AsObject();
        foreach ((string key, JsonNode? value) in keys)
        {
            config[key] = value;
        }

        return config.ToJsonString();
    }

    /// <summary>int64 [rows, columns], the same every time; none is the goldens' padding token.</summary>
    public static Tensor Tokens(int rows, int columns) =>
        tensor([.. Enumerable.Range(0, rows * columns).Select(static i => 3 + (((long)i * 37) + (i * i * 11)) % 120)], [rows, columns], device: TestDevice.Current);

    public static float[] Logits(TorchModel model, Tensor ids)
    {
        using IDisposable quiet = no_grad();
        return Floats(model.forward(ids, null, null).Logits);
    }

    public static float[] Floats(Tensor x) => x.detach().to(float32).flatten().cpu().data<float>().ToArray();
}
