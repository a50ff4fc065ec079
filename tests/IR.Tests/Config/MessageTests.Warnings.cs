namespace Modelwright.IR.Tests;

public sealed partial class MessageTests
{
    /// <summary>MW4: warnings; the model is generated.</summary>
    public static TheoryData<string, string, string> Warnings => new()
    {
        { "qwen3", "\"flux_capacitor\": 1.21", "MW4001 /flux_capacitor (3,1): 'flux_capacitor' is not a known key and has no effect" },
        { "qwen3", "\"num_experts\": 8", "MW4001 /num_experts (3,1): 'num_experts' is not a known key and has no effect" },
        { "qwen3", "\"a/b~c\": 1", "MW4001 /a~1b~0c (3,1): 'a/b~c' is not a known key and has no effect" },
        { "qwen3", "\"hiden_size\": 8", "MW4002 /hiden_size (3,1): 'hiden_size' is not a known key and has no effect; did you mean 'hidden_size'?" },
        { "qwen3", "\"Vocab_Size\": 8", "MW4002 /Vocab_Size (3,1): 'Vocab_Size' is not a known key and has no effect; did you mean 'vocab_size'?" },
        { "qwen3_next", "\"norm_topk_porb\": true", "MW4002 /norm_topk_porb (3,1): 'norm_topk_porb' is not a known key and has no effect; did you mean 'norm_topk_prob'?" },
        { "qwen3", "\"rope_scaling\": { \"type\": \"yarn\", \"factor\": 2, \"beta_fats\": 9 }", "MW4002 /rope_scaling/beta_fats (3,48): 'rope_scaling.beta_fats' is not a known key and has no effect; did you mean 'beta_fast'?" },
        { "qwen3", "\"vocab_size\": 1, \"vocab_size\": 2", "MW4003 /vocab_size (3,18): 'vocab_size' stands more than once in this object; the last one counts (2)" },
        { "qwen3", "\"rope_scaling\": { \"type\": \"linear\", \"factor\": 2, \"factor\": 3 }", "MW4003 /rope_scaling/factor (3,50): 'factor' stands more than once in this object; the last one counts (3)" },
        { "qwen3_moe", "\"shared_expert_intermediate_size\": 512", "MW4004 /shared_expert_intermediate_size (3,1): 'shared_expert_intermediate_size' is 512 and has no effect: this model type has no shared expert" },
        { "qwen3", "\"use_cache\": \"yes\"", "MW4004 /use_cache (3,1): 'use_cache' is \"yes\" and has no effect: a session always has its cache" },
        { "qwen3_moe", "\"qkv_bias\": true", "MW4004 /qkv_bias (3,1): 'qkv_bias' is true and has no effect: biases come with 'attention_bias'" },
        { "qwen3_moe", "\"num_hidden_layers\": 1, \"layer_types\": [\"sliding_attention\"]", "MW4004 /layer_types (3,25): 'layer_types' is a list and has no effect: the layers of this model type all slide where there is a window, and none otherwise" },
        { "qwen3_next", "\"use_sliding_window\": true", "MW4004 /use_sliding_window (3,1): 'use_sliding_window' is true and has no effect: no layer of this model type slides" },
        { "qwen3", "\"is_decoder\": true", "MW4004 /is_decoder (3,1): 'is_decoder' is true and has no effect: the families here are decoders by themselves" },
        { "qwen3", "\"original_max_position_embeddings\": 64", "MW4004 /original_max_position_embeddings (3,1): 'original_max_position_embeddings' is 64 and has no effect: rope type \"default\" does not read it" },
        { "qwen3", "\"rope_parameters\": { \"rope_type\": \"default\", \"factor\": 4 }", "MW4004 /rope_parameters/factor (3,46): 'rope_parameters.factor' is 4 and has no effect: rope type \"default\" does not read it" },
        { "qwen3", "\"rope_parameters\": { \"mrope_section\": [24, 20, 20] }", "MW4004 /rope_parameters/mrope_section (3,22): 'rope_parameters.mrope_section' is a list and has no effect: multi-axis rotary embedding is not used by text models" },
        { "qwen3_moe", "\"num_experts\": 16, \"num_local_experts\": 32", "MW4005 /num_experts (3,1): 'num_experts' (16) has no effect, because 'num_local_experts' (32) takes its place" },
        { "qwen3", "\"torch_dtype\": \"float32\", \"dtype\": \"float16\"", "MW4005 /torch_dtype (3,1): 'torch_dtype' (\"float32\") has no effect, because 'dtype' (\"float16\") takes its place" },
        { "qwen3_next", "\"num_hidden_layers\": 1, \"layer_types\": [\"conv\"], \"full_attention_interval\": 1", "MW4005 /full_attention_interval (3,50): 'full_attention_interval' (1) has no effect, because 'layer_types' (a list) takes its place" },
        { "qwen3_next", "\"partial_rotary_factor\": 0.5, \"rope_parameters\": { \"partial_rotary_factor\": 0.25 }", "MW4005 /partial_rotary_factor (3,1): 'partial_rotary_factor' (0.5) has no effect, because 'rope_parameters.partial_rotary_factor' (0.25) takes its place" },
        { "qwen3_next", "\"rope_scaling\": { \"type\": \"linear\", \"factor\": 2, \"partial_rotary_factor\": 0.5 }", "MW4005 /rope_scaling/partial_rotary_factor (3,50): 'rope_scaling.partial_rotary_factor' (0.5) has no effect, because 'partial_rotary_factor' (0.25, its default) takes its place" },
        { "qwen3", "\"rope_scaling\": { \"type\": \"linear\", \"factor\": 0.5 }", "MW4006 /rope_scaling/factor (3,47): 'rope_scaling.factor' is 0.5; usual is 1 or more" },
        { "qwen3", "\"vocab_size\": 100, \"bos_token_id\": 100, \"eos_token_id\": [7, 200], \"pad_token_id\": -1", """
            MW4007 /pad_token_id (3,83): 'pad_token_id' is -1; a token is at least 0 and below 100 ('vocab_size'), so it can never occur
            MW4007 /bos_token_id (3,36): 'bos_token_id' is 100; a token is at least 0 and below 100 ('vocab_size'), so it can never occur
            MW4007 /eos_token_id/1 (3,61): 'eos_token_id[1]' is 200; a token is at least 0 and below 100 ('vocab_size'), so it can never occur
            """ },
        { "qwen3", "\"vocab_size\": 100, \"eos_token_id\": 200", "MW4007 /eos_token_id (3,36): 'eos_token_id' is 200; a token is at least 0 and below 100 ('vocab_size'), so it can never occur" },
        { "qwen3_moe", "\"mlp_only_layers\": [0, 24, -1]", """
            MW4008 /mlp_only_layers/1 (3,24): 'mlp_only_layers[1]' is 24; the layers are 0 to 23, so the entry has no effect
            MW4008 /mlp_only_layers/2 (3,28): 'mlp_only_layers[2]' is -1; the layers are 0 to 23, so the entry has no effect
            """ },
        { "qwen3_moe", "\"architectures\": [\"Qwen3ForCausalLM\"]", "MW4009 /architectures/0 (3,19): The architecture \"Qwen3ForCausalLM\" belongs to model type 'qwen3'; 'model_type' is 'qwen3_moe' and decides" },
    };
}
