using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>The keys that any Hugging Face config may hold and that do not change what a causal language model computes.</summary>
internal static class IgnoredKeys
{
    public static readonly IReadOnlyList<IgnoredKey> Common =
    [
        .. IgnoredKey.All(
            "it tells how and by whom the file was written",
            "transformers_version", "_name_or_path", "name_or_path", "_commit_hash", "_attn_implementation_autoset", "auto_map", "unsloth_fixed", "unsloth_version"),
        .. IgnoredKey.All(
            "it chooses an implementation inside Hugging Face's library",
            "attn_implementation", "_attn_implementation", "attn_implementation_internal", "_attn_implementation_internal", "_experts_implementation",
            "experts_implementation", "chunk_size_feed_forward", "torchscript", "use_bfloat16", "tf_legacy_loss", "pruned_heads", "gradient_checkpointing"),
        .. IgnoredKey.All(
            "it belongs to heads other than the language model's",
            ConfigKeys.NumLabels, ConfigKeys.Id2Label, ConfigKeys.Label2Id, ConfigKeys.ProblemType, "finetuning_task", "task_specific_params", ConfigKeys.ClassifierDropout,
            ConfigKeys.HiddenDropout, ConfigKeys.TokenClassificationBias),
        .. IgnoredKey.All(
            "it chooses what Hugging Face's forward returns",
            "return_dict", "output_hidden_states", "output_attentions"),
        .. IgnoredKey.All(
            "it is a setting of generation; pass it when generating",
            "max_length", "max_new_tokens", "min_length", "min_new_tokens", "do_sample", "early_stopping", "num_beams", "num_beam_groups", "diversity_penalty",
            "temperature", "top_k", "top_p", "min_p", "typical_p", "repetition_penalty", "length_penalty", "no_repeat_ngram_size",
            "encoder_no_repeat_ngram_size", "bad_words_ids", "num_return_sequences", "output_scores", "return_dict_in_generate",
            "forced_bos_token_id", "forced_eos_token_id", "remove_invalid_values", "exponential_decay_length_penalty", "suppress_tokens",
            "begin_suppress_tokens"),
        .. IgnoredKey.All(
            "it belongs to the tokenizer",
            "tokenizer_class", "prefix", "sep_token_id", "decoder_start_token_id"),
        .. EncoderDecoder("is_encoder_decoder", "is_decoder", "add_cross_attention", "tie_encoder_decoder"),
        IgnoredKey.Unless("cross_attention_hidden_size", "the families here have no cross attention", "null"),
    ];

    /// <summary>What multi-token prediction adds; its weights (<c>mtp.*</c>) are skipped when a checkpoint is loaded.</summary>
    public static readonly IReadOnlyList<IgnoredKey> MultiTokenPrediction =
    [
        .. IgnoredKey.All(
            "multi-token prediction is not generated; its weights are skipped",
            "num_nextn_predict_layers", "mtp_num_hidden_layers", "mtp_use_dedicated_embeddings", "num_mtp_modules", "mtp_loss_scaling_factor"),
    ];

    private static IEnumerable<IgnoredKey> EncoderDecoder(params string[] keys)
    {
        foreach (string key in keys)
        {
            yield return IgnoredKey.Unless(key, "the families here are decoders by themselves", "false", "null");
        }
    }
}
