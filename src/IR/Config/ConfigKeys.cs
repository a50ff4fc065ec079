namespace Modelwright.IR;

/// <summary>The keys of a <c>config.json</c> that mean something to the compiler. Outside this folder they have our names.</summary>
internal static class ConfigKeys
{
    public const string ModelType = "model_type";
    public const string Architectures = "architectures";
    public const string QuantizationConfig = "quantization_config";
    public const string CompressionConfig = "compression_config";

    /// <summary>MLX's name for it; it writes <c>quantization_config</c> as well since 2025.</summary>
    public const string Quantization = "quantization";
    public const string IsCausal = "is_causal";
    public const string DType = "dtype";
    public const string TorchDType = "torch_dtype";

    public const string VocabSize = "vocab_size";
    public const string HiddenSize = "hidden_size";
    public const string IntermediateSize = "intermediate_size";
    public const string NumHiddenLayers = "num_hidden_layers";
    public const string HiddenAct = "hidden_act";
    public const string RmsNormEps = "rms_norm_eps";
    public const string MaxPositionEmbeddings = "max_position_embeddings";
    public const string TieWordEmbeddings = "tie_word_embeddings";
    public const string InitializerRange = "initializer_range";
    public const string UseCache = "use_cache";

    public const string NumLabels = "num_labels";
    public const string Id2Label = "id2label";
    public const string Label2Id = "label2id";
    public const string ProblemType = "problem_type";
    public const string ClassifierDropout = "classifier_dropout";
    public const string HiddenDropout = "hidden_dropout";
    public const string TokenClassificationBias = "token_classification_bias";

    public const string BosTokenId = "bos_token_id";
    public const string EosTokenId = "eos_token_id";
    public const string PadTokenId = "pad_token_id";

    public const string NumAttentionHeads = "num_attention_heads";
    public const string NumKeyValueHeads = "num_key_value_heads";
    public const string HeadDim = "head_dim";
    public const string AttentionBias = "attention_bias";
    public const string AttentionDropout = "attention_dropout";
    public const string UseSlidingWindow = "use_sliding_window";
    public const string SlidingWindow = "sliding_window";
    public const string MaxWindowLayers = "max_window_layers";
    public const string LayerTypes = "layer_types";
    public const string FullAttentionInterval = "full_attention_interval";

    public const string LinearConvKernelDim = "linear_conv_kernel_dim";
    public const string LinearKeyHeadDim = "linear_key_head_dim";
    public const string LinearValueHeadDim = "linear_value_head_dim";
    public const string LinearNumKeyHeads = "linear_num_key_heads";
    public const string LinearNumValueHeads = "linear_num_value_heads";

    public const string NumExperts = "num_experts";
    public const string NumLocalExperts = "num_local_experts";
    public const string NumExpertsPerTok = "num_experts_per_tok";
    public const string MoeIntermediateSize = "moe_intermediate_size";
    public const string SharedExpertIntermediateSize = "shared_expert_intermediate_size";
    public const string NormTopkProb = "norm_topk_prob";
    public const string DecoderSparseStep = "decoder_sparse_step";
    public const string MlpOnlyLayers = "mlp_only_layers";
    public const string OutputRouterLogits = "output_router_logits";
    public const string RouterAuxLossCoef = "router_aux_loss_coef";

    public const string RopeParameters = "rope_parameters";
    public const string RopeScaling = "rope_scaling";
    public const string RopeTheta = "rope_theta";
    public const string PartialRotaryFactor = "partial_rotary_factor";
    public const string OriginalMaxPositionEmbeddings = "original_max_position_embeddings";
    public const string RopeType = "rope_type";
    public const string RopeTypeLegacy = "type";
    public const string Factor = "factor";
    public const string AttentionFactor = "attention_factor";
    public const string BetaFast = "beta_fast";
    public const string BetaSlow = "beta_slow";
    public const string MScale = "mscale";
    public const string MScaleAllDim = "mscale_all_dim";
    public const string Truncate = "truncate";
    public const string LowFreqFactor = "low_freq_factor";
    public const string HighFreqFactor = "high_freq_factor";
    public const string ShortFactor = "short_factor";
    public const string LongFactor = "long_factor";
    public const string MRopeSection = "mrope_section";

    public const string TextConfig = "text_config";
    public const string VisionConfig = "vision_config";
    public const string ImageTokenId = "image_token_id";
    public const string VideoTokenId = "video_token_id";
    public const string VisionStartTokenId = "vision_start_token_id";
    public const string VisionEndTokenId = "vision_end_token_id";

    public const string Depth = "depth";
    public const string NumHeads = "num_heads";
    public const string InChannels = "in_channels";
    public const string PatchSize = "patch_size";
    public const string TemporalPatchSize = "temporal_patch_size";
    public const string SpatialMergeSize = "spatial_merge_size";
    public const string OutHiddenSize = "out_hidden_size";
    public const string NumPositionEmbeddings = "num_position_embeddings";
    public const string DeepstackVisualIndexes = "deepstack_visual_indexes";
}
