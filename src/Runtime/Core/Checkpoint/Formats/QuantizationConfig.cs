using System.IO;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>What <c>quantization_config</c> in a checkpoint's config.json says of its weights.</summary>
/// <param name="Method"><c>quant_method</c>.</param>
/// <param name="Bits"><c>bits</c>.</param>
/// <param name="Group"><c>group_size</c>; -1 for whole rows.</param>
/// <param name="Layout"><c>checkpoint_format</c> of GPTQ, <c>version</c> of AWQ, <c>format</c> of compressed-tensors.</param>
/// <param name="BlockRows">Rows of a block of <c>weight_block_size</c>; 0 where one scale is for a whole tensor.</param>
/// <param name="BlockColumns">Columns of such a block.</param>
internal sealed record QuantizationConfig(string Method, int Bits, int Group, string Layout, int BlockRows, int BlockColumns)
{
    /// <summary>Reads it, where a folder has one.</summary>
    /// <exception cref="PackedWeightException">The file cannot be read, or says something that no such file says.</exception>
    public static QuantizationConfig? Read(string folder)
    {
        string path = Path.Combine(folder, "config.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("quantization_config", out JsonElement config) && config.ValueKind == JsonValueKind.Object
                ? Of(config)
                : null;
        }
        catch (System.Exception e) when (e is JsonException or IOException or System.UnauthorizedAccessException or System.InvalidOperationException or System.FormatException)
        {
            throw new PackedWeightException(path, "quantization_config", e.Message.TrimEnd('.'));
        }
    }

    private static QuantizationConfig Of(JsonElement config)
    {
        string method = Text(config, "quant_method", "");
        (int rows, int columns) = config.TryGetProperty("weight_block_size", out JsonElement block) && block.ValueKind == JsonValueKind.Array && block.GetArrayLength() == 2
            ? (block[0].GetInt32(), block[1].GetInt32())
            : (0, 0);
        JsonElement scheme = config;
        if (config.TryGetProperty("config_groups", out JsonElement groups))
        {
            foreach (JsonProperty group in groups.EnumerateObject())
            {
                scheme = group.Value.TryGetProperty("weights", out JsonElement weights) ? weights : scheme;
            }
        }

        return new QuantizationConfig(
            method,
            Number(scheme, "bits", Number(scheme, "num_bits", 4)),
            Number(scheme, "group_size", -1),
            Text(config, "checkpoint_format", Text(config, "version", Text(config, "format", ""))),
            rows,
            columns);
    }

    private static int Number(JsonElement element, string name, int otherwise) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : otherwise;

    private static string Text(JsonElement element, string name, string otherwise) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : otherwise;
}
