using System.Linq;
using System.Text.Json;

namespace Modelwright.Benchmarks;

/// <summary>Numbers of a <c>config.json</c>, by their Hugging Face names.</summary>
internal sealed class QwenConfig(JsonElement root)
{
    public static QwenConfig Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return new QwenConfig(document.RootElement.Clone());
    }

    public string ModelType => root.GetProperty("model_type").GetString()!;

    /// <summary>A whole number; that of experts has two names.</summary>
    public uint this[string key] => root.GetProperty(key == "num_experts" && !Has(key) ? "num_local_experts" : key).GetUInt32();

    /// <summary>Whether a key is there and true.</summary>
    public bool Is(string key) => root.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Whether a key is there and not null.</summary>
    public bool Has(string key) => root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Elements of a list.</summary>
    public int Count(string key) => root.GetProperty(key).GetArrayLength();

    /// <summary>Entries of a list of texts.</summary>
    public string?[] Texts(string key) => [.. root.GetProperty(key).EnumerateArray().Select(static item => item.GetString())];

    /// <summary>A number, at the root or, as newer files have those of RoPE, in <c>rope_parameters</c>.</summary>
    public float Number(string key) =>
        (root.TryGetProperty("rope_parameters", out JsonElement rope) && rope.TryGetProperty(key, out JsonElement value) ? value : root.GetProperty(key)).GetSingle();

    /// <summary>Refuses what a file would lack without saying so.</summary>
    /// <exception cref="System.NotSupportedException">The config has something that is not written here.</exception>
    public void RequireWritable()
    {
        string? wrong = ModelType switch
        {
            _ when Has("rope_scaling") => "rope_scaling",
            _ when Is("attention_bias") => "attention_bias",
            _ when Is("use_sliding_window") => "use_sliding_window",
            _ when Has("mlp_only_layers") && Count("mlp_only_layers") > 0 => "mlp_only_layers",
            _ => null,
        };
        if (wrong is not null)
        {
            throw new System.NotSupportedException($"The peer's file is not written for a config with {wrong}. Measure it without --peer.");
        }
    }
}
