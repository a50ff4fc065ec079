using System.Collections.Generic;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>Settings of Hugging Face's <c>GenerationConfig</c> that are read by nobody here: those that ask for another way of generating, and those that cannot change its result.</summary>
internal static class UnsupportedSettings
{
    /// <summary>Beams, contrastive, assisted and guided generation and the like, with the values that ask for nothing.</summary>
    private static readonly Dictionary<string, string[]> Neutral = new()
    {
        ["num_beams"] = ["1"],
        ["num_beam_groups"] = ["1"],
        ["num_return_sequences"] = ["1"],
        ["diversity_penalty"] = ["0", "0.0"],
        ["constraints"] = ["[]"],
        ["force_words_ids"] = ["[]"],
        ["penalty_alpha"] = ["0", "0.0"],
        ["dola_layers"] = [],
        ["guidance_scale"] = ["1", "1.0"],
        ["prompt_lookup_num_tokens"] = ["0"],
        ["max_matching_ngram_size"] = ["0"],
        ["assistant_early_exit"] = [],
        ["token_healing"] = ["false"],
        ["forced_bos_token_id"] = [],
        ["forced_decoder_ids"] = ["[]"],
        ["encoder_repetition_penalty"] = ["1", "1.0"],
        ["encoder_no_repeat_ngram_size"] = ["0"],
        ["exponential_decay_length_penalty"] = [],
        ["remove_invalid_values"] = ["false"],
        ["watermarking_config"] = [],
        ["max_time"] = [],
        ["top_h"] = [],
    };

    /// <summary>Without effect on which tokens are generated, or only beside a setting that is named by itself (beams, an assistant).</summary>
    private static readonly HashSet<string> Harmless =
    [
        "transformers_version", "_from_model_config", "_name_or_path", "bos_token_id", "decoder_start_token_id", "use_cache", "cache_implementation", "cache_config",
        "return_legacy_cache", "prefill_chunk_size", "low_memory", "compile_config", "disable_compile", "continuous_batching_config",
        "return_dict_in_generate", "output_attentions", "output_hidden_states", "output_scores", "output_logits", "renormalize_logits",
        "length_penalty", "early_stopping", "is_assistant", "num_assistant_tokens", "num_assistant_tokens_schedule", "assistant_confidence_threshold",
        "assistant_lookbehind", "target_lookbehind", "generation_kwargs", "trust_remote_code", "_commit_hash",
    ];

    public static bool IsKnown(string key) => Neutral.ContainsKey(key);

    public static bool AsksForNothing(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Null
        || Harmless.Contains(key)
        || (Neutral.TryGetValue(key, out string[]? neutral) && System.Array.IndexOf(neutral, value.GetRawText().Replace(" ", "", System.StringComparison.Ordinal)) >= 0);
}
