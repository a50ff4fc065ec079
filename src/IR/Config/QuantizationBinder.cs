using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// <c>quantization_config</c>. Which of a checkpoint's weights are quantised its tensors say when they are read; here it is enough that the method is one that is read,
/// and that no setting asks for another layout.
/// </summary>
internal static class QuantizationBinder
{
    private const string Method = "quant_method";
    private const string TensorsDecide = "the tensors of the checkpoint say which weights are quantised, and how";

    /// <summary>What each method's settings may be, as JSON spells them. A setting that is absent or null is its method's usual one.</summary>
    private static readonly Dictionary<string, (string Key, string[] Values)[]> Settings = new()
    {
        ["fp8"] = [("fmt", ["\"e4m3\""]), ("activation_scheme", ["\"dynamic\"", "\"static\""])],
        ["gptq"] = [("bits", ["4", "8"]), ("checkpoint_format", ["\"gptq\"", "\"gptq_v2\""])],
        ["awq"] = [("bits", ["4"]), ("version", ["\"gemm\""]), ("zero_point", ["true"])],
        ["compressed-tensors"] = [("format", ["\"pack-quantized\"", "\"float-quantized\""])],
    };

    private static readonly IReadOnlyList<IgnoredKey> Ignored =
    [
        .. IgnoredKey.All(
            TensorsDecide,
            "modules_to_not_convert", "ignored_layers", "ignore", "config_groups", "lm_head", "weight_block_size", "scale_fmt", "group_size", "desc_act", "sym", "quantization_status",
            "activation_scheme", "bits", "zero_point", "modules_in_block_to_quantize", "dynamic", "weights"),
        .. IgnoredKey.All(
            "it tells how the weights were quantised",
            "damp_percent", "damp_auto_increment", "true_sequential", "static_groups", "model_name_or_path", "model_file_base_name", "meta", "quantizer", "act_group_aware",
            "pack_dtype", "dataset", "tokenizer", "batch_size", "block_name_to_quantize", "module_name_preceding_first_block", "pad_token_id", "model_seqlen", "mse",
            "global_compression_ratio", "sparsity_config", "transform_config", "version"),
        .. IgnoredKey.All(
            "it chooses an implementation inside Hugging Face's library",
            "backend", "do_fuse", "exllama_config", "fuse_max_seq_len", "modules_to_fuse", "use_cuda_fp16", "use_exllama", "disable_exllama", "max_input_length", "cache_block_outputs",
            "use_cache", "run_compressed", "is_marlin_format", "kernel"),
        IgnoredKey.Unless("kv_cache_scheme", "caches have the type that is asked for when loading", "null"),
    ];

    /// <summary>Checks the key.</summary>
    /// <returns>Whether it says that columns were quantised in another order than they stand in, so that those of one group need not be neighbours.</returns>
    public static bool Bind(ConfigReader config)
    {
        const string Key = ConfigKeys.QuantizationConfig;
        if (config.FindValue(Key) is not JsonObject value
            || value.Find(Method) is not JsonString name
            || !Settings.TryGetValue(name.Value, out (string Key, string[] Values)[]? settings))
        {
            Refuse(config, Key);
            return false;
        }

        ConfigReader quantization = config.Part(Key);
        quantization.String(Method);
        foreach ((string key, string[] values) in settings)
        {
            if (quantization.FindValue(key) is JsonValue setting && !values.Contains(setting.Text))
            {
                quantization.Report(MessageId.UnsupportedSetting, key, setting.Text, string.Join(" or ", values));
            }
        }

        bool reorders = Reorders(quantization, name.Value);
        KeyAuditor.Audit(quantization, Ignored);
        return reorders;
    }

    private static bool Reorders(ConfigReader quantization, string method) => method switch
    {
        "gptq" => quantization.FindValue("desc_act")?.Text == "true",
        "compressed-tensors" => quantization.Json.Find("config_groups") is JsonObject groups && groups.Members.Any(static group =>
            (group.Value as JsonObject)?.Find("weights") is JsonObject weights && weights.Find("actorder") is JsonString { Value: "group" or "dynamic" } or JsonBoolean { Value: true }),
        _ => false,
    };

    /// <summary>A key that says weights are in a layout that is not read.</summary>
    public static void Refuse(ConfigReader config, string key)
    {
        if (config.FindValue(key) is JsonValue value)
        {
            string method = (value as JsonObject)?.Find(Method) is JsonString name ? $"\"{name.Value}\"" : key == ConfigKeys.Quantization ? "MLX" : "an unnamed method";
            config.Report(MessageId.QuantizedCheckpoint, key, method);
        }
    }
}
