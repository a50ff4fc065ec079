namespace Modelwright.IR.Tests;

// Configs with a text_config and a vision_config: pointers go into the parts, and the parts contradict each other.
public sealed partial class MessageTests
{
    /// <summary>Sizes that fit each other, for configs of which one thing is wrong.</summary>
    private const string Sees = "\"text_config\": { \"hidden_size\": 3584 }";

    public static TheoryData<string, string, string> Composites => new()
    {
        { "qwen3_5", "\"text_config\": 3, \"vision_config\": { \"out_hidden_size\": 4096 }", "MW1003 /text_config (3,16): 'text_config' is 3; it must be an object or null" },
        { "qwen3_5", "\"text_config\": { \"num_hidden_layers\": 2, \"layer_types\": [\"linear_attention\", \"sliding_attention\"] }", "MW3005 /text_config/layer_types/1 (3,78): 'text_config.layer_types[1]' is \"sliding_attention\"; layers of qwen3_5_text are \"full_attention\", \"linear_attention\", \"attention\", \"mamba\" and \"conv\"" },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"head_dim\": 7.5 }", "MW1003 /text_config/head_dim (3,51): 'text_config.head_dim' is 7.5; it must be a whole number" },
        { "qwen3_vl", Sees + ", \"vision_config\": { \"depth\": 0, \"deepstack_visual_indexes\": [] }", "MW1004 /vision_config/depth (3,69): 'vision_config.depth' is 0; it must be at least 1 and at most 4096" },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 2048 }", "MW2011 /vision_config/out_hidden_size (1,1): 'vision_config.out_hidden_size' is 3584, the default; it must be equal to 'text_config.hidden_size' (2048)" },
        { "qwen3_5_moe", "\"vision_config\": { \"out_hidden_size\": 4096 }", "MW2011 /vision_config/out_hidden_size (3,39): 'vision_config.out_hidden_size' is 4096; it must be equal to 'text_config.hidden_size' (2048, the default)" },
        { "qwen3_vl", Sees + ", \"vision_config\": { \"num_heads\": 7 }", "MW2001 /vision_config/hidden_size (3,58): 'vision_config.hidden_size' is 1152, the default, which is not a multiple of 'num_heads' (7)" },
        { "qwen3_vl", Sees + ", \"vision_config\": { \"hidden_size\": 105, \"num_heads\": 7 }", "MW2012 /vision_config/hidden_size (3,75): 'vision_config.hidden_size' is 105 and 'num_heads' is 7, so a head has 15 dimensions; it must be a multiple of 4, because rows and columns turn half of it each, in pairs" },
        { "qwen3_vl", Sees + ", \"vision_config\": { \"num_position_embeddings\": 48 }", "MW2013 /vision_config/num_position_embeddings (3,87): 'vision_config.num_position_embeddings' is 48; it must be a square number, because the table has as many rows as columns" },
        { "qwen3_vl", Sees + ", \"vision_config\": { \"depth\": 3, \"deepstack_visual_indexes\": [0, 3] }", "MW2014 /vision_config/deepstack_visual_indexes/1 (3,104): 'vision_config.deepstack_visual_indexes[1]' is 3; the blocks are 0 to 2" },
        { "qwen3_vl", Sees + ", \"vision_config\": { \"depth\": 20 }", "MW2014 /vision_config/deepstack_visual_indexes (3,58): 'vision_config.deepstack_visual_indexes' is 24, the default; the blocks are 0 to 19" },
        { "qwen3_vl", Sees + ", \"vision_config\": { \"deepstack_visual_indexes\": [4, 4] }", "MW2015 /vision_config/deepstack_visual_indexes/1 (3,92): 'vision_config.deepstack_visual_indexes[1]' is 4, which the list already has" },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"num_hidden_layers\": 2 }", "MW2002 /vision_config/deepstack_visual_indexes (1,1): 'vision_config.deepstack_visual_indexes' is 3 levels, but 'text_config.num_hidden_layers' is only 2" },
        { "qwen3_vl", Sees + ", \"image_token_id\": 151936", "MW2016 /image_token_id (3,59): 'image_token_id' is 151936; the vocabulary ends at 151936 ('vocab_size'), so no prompt could hold a picture or a clip" },
        { "qwen3_vl", Sees + ", \"image_token_id\": 7, \"video_token_id\": 7", "MW2017 /video_token_id (3,80): 'video_token_id' is 7, and so is 'image_token_id'; a prompt could not tell what it holds" },
        { "qwen3_vl", "\"text_config\": { \"model_type\": \"qwen3\", \"hidden_size\": 3584 }", "MW3007 /text_config/model_type (3,32): 'text_config.model_type' is \"qwen3\"; only \"qwen3_vl_text\" is supported" },
        { "qwen3_vl", Sees + ", \"vision_config\": { \"model_type\": \"siglip\" }", "MW3007 /vision_config/model_type (3,74): 'vision_config.model_type' is \"siglip\"; only \"qwen3_vl_vision\" is supported" },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"rope_scaling\": { \"type\": \"default\", \"mrope_section\": [24, 20] } }", "MW2003 /text_config/rope_scaling/mrope_section (3,93): 'text_config.rope_scaling.mrope_section' has 2 entries; it must have 3 (frequencies for time, height and width)" },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"rope_scaling\": { \"type\": \"default\", \"mrope_section\": [24, -1, 20] } }", "MW1004 /text_config/rope_scaling/mrope_section/1 (3,98): 'text_config.rope_scaling.mrope_section[1]' is -1; it must be at least 0 and at most 1024" },
        { "qwen3_vl", "\"architectures\": [\"Qwen3VLForMaskedLM\"], " + Sees, "MW3002 /architectures/0 (3,19): The architecture \"Qwen3VLForMaskedLM\" is not supported yet; supported for this model type is \"Qwen3VLForConditionalGeneration\" and \"Qwen3VLModel\"" },
        { "qwen3_5", "\"architectures\": [\"Qwen3_5ForMaskedLM\"], \"vision_config\": { \"out_hidden_size\": 4096 }", "MW3002 /architectures/0 (3,19): The architecture \"Qwen3_5ForMaskedLM\" is not supported yet; supported for this model type is \"Qwen3_5ForConditionalGeneration\", \"Qwen3_5Model\", \"Qwen3_5ForSequenceClassification\", \"Qwen3_5ForTokenClassification\", \"Qwen3_5ForCausalLM\", \"Qwen3_5TextModel\" and \"Qwen3_5TextForSequenceClassification\"" },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"rope_scaling\": { \"type\": \"default\", \"mrope_section\": [24, 20, 10] } }", "MW4010 /text_config/rope_scaling/mrope_section (3,93): 'text_config.rope_scaling.mrope_section' adds up to 54, but a head turns by 64 frequencies (128 dimensions): what is beyond them is cut, and what no section names turns by the time" },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"rope_scaling\": { \"type\": \"default\", \"mrope_interleaved\": false } }", "MW4004 /text_config/rope_scaling/mrope_interleaved (3,76): 'text_config.rope_scaling.mrope_interleaved' is false and has no effect: the axes of this model type always lie in turn" },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"hiden_act\": \"silu\" }", "MW4002 /text_config/hiden_act (3,39): 'text_config.hiden_act' is not a known key and has no effect; did you mean 'hidden_act'?" },
        { "qwen3_vl", Sees + ", \"vision_config\": { \"in_chans\": 3 }", "MW4001 /vision_config/in_chans (3,60): 'vision_config.in_chans' is not a known key and has no effect" },
        { "qwen3_vl", Sees + ", \"hidden_size\": 64", "MW4005 /hidden_size (3,41): 'hidden_size' (64) has no effect, because 'text_config.hidden_size' (3584) takes its place" },
        { "qwen3_vl", Sees + ", \"head_dim\": 64", "MW4004 /head_dim (3,41): 'head_dim' is 64 and has no effect: it belongs in 'text_config'" },
        { "qwen3_vl", "\"text_config\": { \"hidden_size\": 3584, \"tie_word_embeddings\": true }", "MW4005 /text_config/tie_word_embeddings (3,39): 'text_config.tie_word_embeddings' (true) has no effect, because 'tie_word_embeddings' (false, its default) takes its place" },
        { "qwen3_vl", "\"dtype\": \"bfloat16\", \"text_config\": { \"hidden_size\": 3584, \"dtype\": \"float32\" }", "MW4005 /dtype (3,1): 'dtype' (\"bfloat16\") has no effect, because 'text_config.dtype' (\"float32\") takes its place" },
        { "qwen3_5", "\"vision_config\": { \"out_hidden_size\": 4096, \"deepstack_visual_indexes\": [5] }", "MW4004 /vision_config/deepstack_visual_indexes (3,45): 'vision_config.deepstack_visual_indexes' is a list and has no effect: this model type has no DeepStack" },
    };
}
