namespace Modelwright.IR.Tests;

public sealed partial class MessageTests
{
    /// <summary>MW1: one value.</summary>
    public static TheoryData<string, string, string> OneValue => new()
    {
        { "qwen3", "\"rope_scaling\": { \"type\": \"linear\" }", "MW1002 /rope_scaling/factor (3,17): 'rope_scaling.factor' is missing; it must be a number, for rope type \"linear\"" },
        { "qwen3", "\"rope_scaling\": { \"type\": \"longrope\", \"short_factor\": [1] }", """
            MW2003 /rope_scaling/short_factor (3,55): 'rope_scaling.short_factor' has 1 entries; it must have 64 (half of the 128 dimensions of a head that turn)
            MW1002 /rope_scaling/long_factor (3,17): 'rope_scaling.long_factor' is missing; it must be a list of numbers, one for each frequency, for rope type "longrope"
            """ },
        { "qwen3", "\"hidden_size\": \"4096\"", "MW1003 /hidden_size (3,16): 'hidden_size' is \"4096\"; it must be a whole number" },
        { "qwen3", "\"hidden_size\": 4096.5", "MW1003 /hidden_size (3,16): 'hidden_size' is 4096.5; it must be a whole number" },
        { "qwen3", "\"hidden_size\": Infinity", "MW1003 /hidden_size (3,16): 'hidden_size' is Infinity; it must be a whole number" },
        { "qwen3", "\"hidden_size\": true", "MW1003 /hidden_size (3,16): 'hidden_size' is true; it must be a whole number" },
        { "qwen3", "\"head_dim\": null", "MW1003 /head_dim (3,13): 'head_dim' is null; it must be a whole number" },
        { "qwen3_moe", "\"head_dim\": \"64\"", "MW1003 /head_dim (3,13): 'head_dim' is \"64\"; it must be a whole number or null" },
        { "qwen3_moe", "\"num_key_value_heads\": null", "MW1003 /num_key_value_heads (3,24): 'num_key_value_heads' is null; it must be a whole number" },
        { "qwen3_next", "\"num_key_value_heads\": null", "MW1003 /num_key_value_heads (3,24): 'num_key_value_heads' is null; it must be a whole number" },
        { "qwen3_next", "\"full_attention_interval\": null", "MW1003 /full_attention_interval (3,28): 'full_attention_interval' is null; it must be a whole number" },
        { "qwen3", "\"num_key_value_heads\": \"8\"", "MW1003 /num_key_value_heads (3,24): 'num_key_value_heads' is \"8\"; it must be a whole number or null" },
        { "qwen3", "\"tie_word_embeddings\": 1", "MW1003 /tie_word_embeddings (3,24): 'tie_word_embeddings' is 1; it must be true or false" },
        { "qwen3", "\"use_cache\": [true]", "MW1003 /use_cache (3,14): 'use_cache' is a list; it must be true or false" },
        { "qwen3", "\"initializer_range\": \"0.02\"", "MW1003 /initializer_range (3,22): 'initializer_range' is \"0.02\"; it must be a number" },
        { "qwen3", "\"attention_dropout\": false", "MW1003 /attention_dropout (3,22): 'attention_dropout' is false; it must be a number" },
        { "qwen3", "\"initializer_range\": {}", "MW1003 /initializer_range (3,22): 'initializer_range' is {}; it must be a number" },
        { "qwen3", "\"eos_token_id\": [1, 3000000000]", "MW1003 /eos_token_id/1 (3,21): 'eos_token_id[1]' is 3000000000; it must be a whole number at least -2147483648 and at most 2147483647" },
        { "qwen3", "\"hidden_act\": null", "MW1003 /hidden_act (3,15): 'hidden_act' is null; it must be text in double quotes" },
        { "qwen3", "\"rms_norm_eps\": \"1e-6\"", "MW1003 /rms_norm_eps (3,17): 'rms_norm_eps' is \"1e-6\"; it must be a number" },
        { "qwen3", "\"rope_scaling\": \"yarn\"", "MW1003 /rope_scaling (3,17): 'rope_scaling' is \"yarn\"; it must be an object or null" },
        { "qwen3", "\"rope_scaling\": { \"type\": \"linear\", \"factor\": null }", "MW1003 /rope_scaling/factor (3,47): 'rope_scaling.factor' is null; it must be a number" },
        { "qwen3", "\"eos_token_id\": \"</s>\"", "MW1003 /eos_token_id (3,17): 'eos_token_id' is \"</s>\"; it must be a whole number, a list of them, or null" },
        { "qwen3", "\"eos_token_id\": [1, 2.5]", "MW1003 /eos_token_id/1 (3,21): 'eos_token_id[1]' is 2.5; it must be a whole number" },
        { "qwen3", "\"layer_types\": \"full_attention\"", "MW1003 /layer_types (3,16): 'layer_types' is \"full_attention\"; it must be a list or null" },
        { "qwen3", "\"architectures\": [7]", "MW1003 /architectures/0 (3,19): 'architectures[0]' is 7; it must be text in double quotes" },
        { "qwen3_moe", "\"mlp_only_layers\": [1, \"2\"]", "MW1003 /mlp_only_layers/1 (3,24): 'mlp_only_layers[1]' is \"2\"; it must be a whole number" },
        { "qwen3", "\"vocab_size\": 0", "MW1004 /vocab_size (3,15): 'vocab_size' is 0; it must be at least 1 and at most 16777216" },
        { "qwen3", "\"num_hidden_layers\": -1", "MW1004 /num_hidden_layers (3,22): 'num_hidden_layers' is -1; it must be at least 1 and at most 4096" },
        { "qwen3", "\"hidden_size\": 99999999999999999999", "MW1004 /hidden_size (3,16): 'hidden_size' is 99999999999999999999; it must be at least 1 and at most 131072" },
        { "qwen3", "\"rms_norm_eps\": NaN", "MW1004 /rms_norm_eps (3,17): 'rms_norm_eps' is NaN; it must be at least 0 and at most 1" },
        { "qwen3", "\"rope_theta\": Infinity", "MW1004 /rope_theta (3,15): 'rope_theta' is Infinity; it must be at least 2 and at most 1000000000000" },
        { "qwen3", "\"rope_scaling\": { \"type\": \"linear\", \"factor\": 0 }", "MW1004 /rope_scaling/factor (3,47): 'rope_scaling.factor' is 0; it must be at least 1E-06 and at most 1000000" },
        { "qwen3", "\"use_sliding_window\": true, \"sliding_window\": 0", "MW1004 /sliding_window (3,47): 'sliding_window' is 0; it must be at least 1 and at most 2147483647" },
        { "qwen3_moe", "\"decoder_sparse_step\": 0", "MW1004 /decoder_sparse_step (3,24): 'decoder_sparse_step' is 0; it must be at least 1 and at most 4096" },
        { "qwen3_next", "\"full_attention_interval\": 0", "MW1004 /full_attention_interval (3,28): 'full_attention_interval' is 0; it must be at least 1 and at most 2147483647" },
        { "qwen3", "\"hidden_act\": \"mish\"", "MW1005 /hidden_act (3,15): 'hidden_act' is \"mish\"; it must be one of \"silu\", \"swish\", \"gelu\", \"gelu_new\", \"gelu_pytorch_tanh\", \"quick_gelu\", \"relu\" and \"relu2\"" },
        { "qwen3", "\"dtype\": \"int8\"", "MW1005 /dtype (3,10): 'dtype' is \"int8\"; it must be one of \"float32\", \"float16\", \"bfloat16\", \"torch.float32\", \"torch.float16\" and \"torch.bfloat16\"" },
    };

    /// <summary>MW2: two values that contradict each other.</summary>
    public static TheoryData<string, string, string> Contradictions => new()
    {
        { "qwen3", "\"num_attention_heads\": 1024, \"head_dim\": 512", "MW2010 /num_attention_heads (3,24): 'num_attention_heads' is 1024 and 'head_dim' is 512, so a row has 524288 numbers; it must have at most 262144" },
        { "qwen3_next", "\"linear_num_value_heads\": 1024, \"linear_value_head_dim\": 1024", "MW2010 /linear_num_value_heads (3,27): 'linear_num_value_heads' is 1024 and 'linear_value_head_dim' is 1024, so a row has 1048576 numbers; it must have at most 262144" },
        { "qwen3", "\"num_attention_heads\": 20, \"num_key_value_heads\": 8", "MW2001 /num_attention_heads (3,24): 'num_attention_heads' is 20, which is not a multiple of 'num_key_value_heads' (8)" },
        { "qwen3", "\"num_attention_heads\": 16", "MW2001 /num_attention_heads (3,24): 'num_attention_heads' is 16, which is not a multiple of 'num_key_value_heads' (32, the default)" },
        { "qwen3_moe", "\"num_key_value_heads\": 5", "MW2001 /num_attention_heads (1,1): 'num_attention_heads' is 32, the default, which is not a multiple of 'num_key_value_heads' (5)" },
        { "qwen3_next", "\"linear_num_value_heads\": 24", "MW2001 /linear_num_value_heads (3,27): 'linear_num_value_heads' is 24, which is not a multiple of 'linear_num_key_heads' (16, the default)" },
        { "qwen3_moe", "\"num_experts\": 4", "MW2002 /num_experts_per_tok (1,1): 'num_experts_per_tok' is 8, the default, but 'num_experts' is only 4" },
        { "qwen3_moe", "\"num_local_experts\": 4, \"num_experts_per_tok\": 5", "MW2002 /num_experts_per_tok (3,48): 'num_experts_per_tok' is 5, but 'num_local_experts' is only 4" },
        { "qwen3", "\"num_hidden_layers\": 2, \"layer_types\": [\"full_attention\"]", "MW2003 /layer_types (3,40): 'layer_types' has 1 entries; it must have 2 (one for each layer of 'num_hidden_layers')" },
        { "qwen3_moe", "\"num_hidden_layers\": 2, \"layer_types\": [\"full_attention\"]", "MW2003 /layer_types (3,40): 'layer_types' has 1 entries; it must have 2 (one for each layer of 'num_hidden_layers')" },
        { "qwen3", "\"num_hidden_layers\": 2, \"layer_types\": [\"full_attention\", \"sliding_attention\"]", "MW2004 /layer_types (3,40): 'layer_types' lets layer 1 slide, but there is no window: 'use_sliding_window' must be true and 'sliding_window' a number" },
        { "qwen3_next", "\"head_dim\": 20", "MW2005 /head_dim (3,13): 5 dimensions of a head turn (20 of the head times 0.25); it must be an even number, 2 or more, and at most the head" },
        { "qwen3_next", "\"head_dim\": 6", "MW2005 /head_dim (3,13): 1 dimensions of a head turn (6 of the head times 0.25); it must be an even number, 2 or more, and at most the head" },
        { "qwen3_next", "\"head_dim\": 8, \"rope_scaling\": { \"type\": \"dynamic\", \"factor\": 2 }", "MW2005 /head_dim (3,13): 2 dimensions of a head turn (8 of the head times 0.25); it must be an even number, 4 or more, and at most the head" },
        { "qwen3", "\"head_dim\": 15", "MW2005 /head_dim (3,13): 15 dimensions of a head turn (15 of the head times 1); it must be an even number, 2 or more, and at most the head" },
        { "qwen3", "\"rope_scaling\": { \"type\": \"linear\", \"factor\": 2, \"partial_rotary_factor\": 0.5 }", "MW2006 /rope_scaling/partial_rotary_factor (3,75): 'rope_scaling.partial_rotary_factor' is 0.5, but heads of this model type turn as a whole, so rope type 'linear' cannot use it" },
        { "qwen3_moe", "\"partial_rotary_factor\": 0.5, \"rope_scaling\": { \"type\": \"linear\", \"factor\": 2 }", "MW2006 /partial_rotary_factor (3,26): 'partial_rotary_factor' is 0.5, but heads of this model type turn as a whole, so rope type 'linear' cannot use it" },
        { "qwen3", "\"vocab_size\": 100, \"pad_token_id\": 100", "MW2007 /pad_token_id (3,36): 'pad_token_id' is 100; the vocabulary ends at 100 ('vocab_size'), and Hugging Face cannot build the embedding" },
        { "qwen3", "\"rope_scaling\": { \"type\": \"llama3\", \"factor\": 8, \"low_freq_factor\": 4, \"high_freq_factor\": 1 }", "MW2008 /rope_scaling/high_freq_factor (3,92): 'rope_scaling.high_freq_factor' is 1; it must be greater than 'rope_scaling.low_freq_factor' (4)" },
        { "qwen3", "\"rope_scaling\": { \"type\": \"yarn\", \"factor\": 8, \"beta_fast\": 1, \"beta_slow\": 32 }", "MW2008 /rope_scaling/beta_fast (3,61): 'rope_scaling.beta_fast' is 1; it must be greater than 'rope_scaling.beta_slow' (32)" },
        { "qwen3_next", "\"head_dim\": 17", "MW2009 /head_dim (3,13): 'head_dim' is 17; it must be even, because its halves turn in pairs" },
    };

    /// <summary>MW3: sound, but not supported.</summary>
    public static TheoryData<string, string, string> Unsupported => new()
    {
{ "qwen3_vl_text", "\"no\": 1", "MW3001 /model_type (2,17): The model type \"qwen3_vl_text\" is not supported yet; supported are \"qwen3\", \"qwen3_moe\", \"qwen3_next\", \"qwen3_5_text\", \"qwen3_5_moe_text\", \"qwen3_5\", \"qwen3_5_moe\", \"qwen3_vl\" and \"qwen3_vl_moe\"" },
        { "llama", "\"no\": 1", "MW3001 /model_type (2,17): The model type \"llama\" is not supported yet; supported are \"qwen3\", \"qwen3_moe\", \"qwen3_next\", \"qwen3_5_text\", \"qwen3_5_moe_text\", \"qwen3_5\", \"qwen3_5_moe\", \"qwen3_vl\" and \"qwen3_vl_moe\"" },
        { "qwen3", "\"architectures\": [\"Qwen3ForMaskedLM\"]", "MW3002 /architectures/0 (3,19): The architecture \"Qwen3ForMaskedLM\" is not supported yet; supported for this model type is \"Qwen3ForCausalLM\", \"Qwen3Model\", \"Qwen3ForSequenceClassification\", \"Qwen3ForTokenClassification\" and \"Qwen3ForQuestionAnswering\"" },
        { "qwen3", "\"rope_parameters\": { \"rope_type\": \"proportional\" }", "MW3003 /rope_parameters/rope_type (3,35): The rope type \"proportional\" is not supported; supported are \"default\", \"linear\", \"dynamic\", \"yarn\", \"llama3\" and \"longrope\"" },
        { "qwen3", "\"rope_scaling\": { \"type\": \"su\" }", "MW3003 /rope_scaling/type (3,27): The rope type \"su\" is not supported; supported are \"default\", \"linear\", \"dynamic\", \"yarn\", \"llama3\" and \"longrope\"" },
        { "qwen3_moe", "\"quantization\": { \"group_size\": 64, \"bits\": 4 }", "MW3004 /quantization (3,1): 'quantization' asks for weights quantized by MLX, which are not read; read are fp8, gptq, awq and compressed-tensors, and plain float32, float16 or bfloat16" },
        { "qwen3_moe", "\"quantization_config\": { \"quant_method\": \"bitsandbytes\" }", "MW3004 /quantization_config (3,1): 'quantization_config' asks for weights quantized by \"bitsandbytes\", which are not read; read are fp8, gptq, awq and compressed-tensors, and plain float32, float16 or bfloat16" },
        { "qwen3", "\"quantization_config\": { \"quant_method\": \"gptq\", \"bits\": 3 }", "MW3007 /quantization_config/bits (3,58): 'quantization_config.bits' is 3; only 4 or 8 is supported" },
        { "qwen3", "\"quantization_config\": { \"quant_method\": \"fp8\", \"fmt\": \"e5m2\", \"activation_scheme\": \"static\" }", "MW3007 /quantization_config/fmt (3,56): 'quantization_config.fmt' is \"e5m2\"; only \"e4m3\" is supported" },
        { "qwen3", "\"quantization_config\": { \"quant_method\": \"awq\", \"version\": \"gemv\" }", "MW3007 /quantization_config/version (3,60): 'quantization_config.version' is \"gemv\"; only \"gemm\" is supported" },
        { "qwen3", "\"num_hidden_layers\": 1, \"layer_types\": [\"linear_attention\"]", "MW3005 /layer_types/0 (3,41): 'layer_types[0]' is \"linear_attention\"; layers of qwen3 are \"full_attention\" and \"sliding_attention\"" },
        { "qwen3_next", "\"num_hidden_layers\": 1, \"layer_types\": [\"sliding_attention\"]", "MW3005 /layer_types/0 (3,41): 'layer_types[0]' is \"sliding_attention\"; layers of qwen3_next are \"full_attention\", \"linear_attention\", \"attention\", \"mamba\" and \"conv\"" },
        { "qwen3", "\"rope_parameters\": { \"full_attention\": { \"rope_theta\": 5.0 } }", "MW3006 /rope_parameters (3,1): 'rope_parameters' holds parameters for each layer type; models of this type have one set for all layers" },
        { "qwen3", "\"is_causal\": false", "MW3007 /is_causal (3,14): 'is_causal' is false; only true is supported" },
    };
}
