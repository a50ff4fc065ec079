using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Compares what a GGUF file says of its model with the compiled config. Sizes that tensors have are compared with the tensors as well, by the manifest.</summary>
internal static class GgufContradictions
{
    private static readonly Dictionary<string, string> Architectures = new(StringComparer.Ordinal)
    {
        ["qwen3"] = "qwen3",
        ["qwen3_moe"] = "qwen3moe",
        ["qwen3_next"] = "qwen3next",
        ["qwen3_5_text"] = "qwen35",
        ["qwen3_5_moe_text"] = "qwen35moe",
    };

    /// <summary>Does nothing where the file and the config agree, as far as the file says anything.</summary>
    /// <exception cref="GgufMismatchException">They do not.</exception>
    /// <exception cref="CheckpointHeaderException">A key has a value of another kind than it should have.</exception>
    public static void Check(string path, GgufMetadata file, ModelInfo model, RotaryEmbedding? rope)
    {
        string architecture = file.Architecture;
        string? wanted = Architectures.GetValueOrDefault(model.ModelType);
        if (architecture != wanted)
        {
            throw new GgufMismatchException(path, [wanted is null
                ? $"'general.architecture' is '{architecture}', and models of type '{model.ModelType}' are read from safetensors alone"
                : $"'general.architecture' is '{architecture}'; wanted '{wanted}' for a config of type '{model.ModelType}'"]);
        }

        string[] differences = [.. Facts(architecture, file, model, rope).Where(static fact => fact.Found is { } found && found != fact.Wanted).Select(
            fact => string.Create(CultureInfo.InvariantCulture, $"'{architecture}.{fact.Key}' is {fact.Found}; the config has {fact.Wanted}"))];
        if (differences.Length > 0)
        {
            throw new GgufMismatchException(path, differences);
        }
    }

    private static IEnumerable<(string Key, double? Found, double Wanted)> Facts(string architecture, GgufMetadata file, ModelInfo model, RotaryEmbedding? rope)
    {
        (string, double?, double) Fact(string key, double wanted) => (key, file.Number($"{architecture}.{key}"), wanted);
        yield return Fact("vocab_size", model.VocabularySize);
        if (rope is not null)
        {
            yield return Fact("rope.freq_base", rope.Theta);
            yield return Fact("rope.dimension_count", rope.RotaryDim);
            if (file.Text($"{architecture}.rope.scaling.type") is "linear" or "yarn")
            {
                // Both divide the lowest frequency by the factor.
                double stretch = RotaryFrequencies.Default(rope.RotaryDim, rope.Theta)[^1] / (double)rope.InverseFrequencies[^1];
                yield return Fact("rope.scaling.factor", Math.Round(stretch, 3));
            }
        }

        if (model.Sizes is not { } sizes)
        {
            yield break;
        }

        long drafts = file.Integer($"{architecture}.nextn_predict_layers") ?? 0;
        yield return Fact("block_count", sizes.Layers + drafts);
        yield return Fact("embedding_length", sizes.HiddenSize);
        yield return Fact("attention.head_count", sizes.Heads);
        foreach (long heads in file.Integers($"{architecture}.attention.head_count_kv")?.Where(static heads => heads != 0).Distinct() ?? [])
        {
            yield return ("attention.head_count_kv", heads, sizes.KeyValueHeads);
        }

        yield return Fact("attention.key_length", sizes.HeadDim);
        yield return Fact("attention.value_length", sizes.HeadDim);
        yield return Fact("attention.layer_norm_rms_epsilon", sizes.NormEpsilon);
        yield return Fact("expert_count", sizes.Experts);
        yield return Fact("expert_used_count", sizes.ExpertsPerToken);
    }
}
