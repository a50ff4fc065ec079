using System.IO;
using System.Text.Json;

namespace Modelwright.Benchmarks;

/// <summary>Numbers of a <c>config.json</c>, by their Hugging Face names.</summary>
internal sealed class QwenConfig(JsonElement root)
{
    public static QwenConfig Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new QwenConfig(document.RootElement.Clone());
    }

    public string ModelType => root.GetProperty("model_type").GetString()!;

    public uint this[string key] => root.GetProperty(key).GetUInt32();

    public float Number(string key) => root.GetProperty(key).GetSingle();
}
