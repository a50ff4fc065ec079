using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>What <c>quantization_config</c> in a checkpoint's config.json says of its weights.</summary>
/// <param name="Method"><c>quant_method</c>.</param>
/// <param name="Bits"><c>bits</c>.</param>
/// <param name="Group"><c>group_size</c>; -1 for whole rows.</param>
/// <param name="Layout"><c>checkpoint_format</c> of GPTQ, <c>version</c> of AWQ, <c>format</c> of compressed-tensors.</param>
/// <param name="BlockRows">Rows of a block of <c>weight_block_size</c>, or of <c>block_structure</c>; 0 where there are no blocks.</param>
/// <param name="BlockColumns">Columns of such a block.</param>
internal sealed record QuantizationConfig(string Method, int Bits, int Group, string Layout, int BlockRows, int BlockColumns)
{
    /// <summary>The file it was read from.</summary>
    public required string Source { get; init; }

    /// <summary>Whether bytes that are scales are exponents of two (<c>scale_fmt: ue8m0</c>).</summary>
    public bool HasExponentScales { get; init; }

    /// <summary>What <c>modules_to_not_convert</c> or <c>ignore</c> says is not quantised. The tensors decide; these lists make messages where they disagree.</summary>
    public IReadOnlyList<string> Plain { get; init; } = [];

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
                ? Of(config, path)
                : null;
        }
        catch (System.Exception e) when (e is JsonException or IOException or System.UnauthorizedAccessException or System.InvalidOperationException or System.FormatException)
        {
            throw new PackedWeightException(path, "quantization_config", e.Message.TrimEnd('.'));
        }
    }

    private static QuantizationConfig Of(JsonElement config, string path)
    {
        JsonElement scheme = config;
        if (config.TryGetProperty("config_groups", out JsonElement groups))
        {
            foreach (JsonProperty group in groups.EnumerateObject())
            {
                scheme = group.Value.TryGetProperty("weights", out JsonElement weights) ? weights : scheme;
            }
        }

        (int rows, int columns) = Block(config, "weight_block_size") ?? Block(scheme, "block_structure") ?? (0, 0);
        return new QuantizationConfig(
            Text(config, "quant_method", ""),
            Number(scheme, "bits", Number(scheme, "num_bits", 4)),
            Number(scheme, "group_size", -1),
            Text(config, "checkpoint_format", Text(config, "version", Text(config, "format", ""))),
            rows,
            columns)
        {
            Source = path,
            HasExponentScales = Text(config, "scale_fmt", "") == "ue8m0",
            Plain = [.. Names(config, "modules_to_not_convert"), .. Names(config, "ignore")],
        };
    }

    private static (int Rows, int Columns)? Block(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement block) && block.ValueKind == JsonValueKind.Array && block.GetArrayLength() == 2
            ? (block[0].GetInt32(), block[1].GetInt32())
            : null;

    private static IEnumerable<string> Names(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)
            : [];

    private static int Number(JsonElement element, string name, int otherwise) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : otherwise;

    private static string Text(JsonElement element, string name, string otherwise) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : otherwise;
}
