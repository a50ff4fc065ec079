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

    public uint this[string key] => root.GetProperty(key).GetUInt32();

    /// <summary>Whether a key is there and true.</summary>
    public bool Is(string key) => root.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Whether a key is there and not null.</summary>
    public bool Has(string key) => root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Elements of a list.</summary>
    public int Count(string key) => root.GetProperty(key).GetArrayLength();

    public float Number(string key) => root.GetProperty(key).GetSingle();
}
