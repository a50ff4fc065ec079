using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Benchmarks;

/// <summary>
/// A Qwen3, Qwen3-MoE or Qwen3-Next checkpoint in Hugging Face's names as a GGUF file in llama.cpp's: matrices float16, norms and small tensors float32 (its kernels want
/// those so), and no tokenizer. What llama.cpp's own converter folds into the weights is folded here: zero-centred norms are stored with 1 added, A_log as −exp(A_log),
/// and in_proj_qkvz apart as all q, all k, all v, and z.
/// </summary>
internal sealed class QwenGguf(QwenConfig config)
{
    private readonly GgufWriter _file = new();

    private bool IsNext => config.ModelType == "qwen3_next";

    private bool HasExperts => config.ModelType != "qwen3";

    private string Architecture => config.ModelType.Replace("_", "", StringComparison.Ordinal);

    /// <summary>Writes a checkpoint's weights again.</summary>
    /// <param name="config">The model's sizes.</param>
    /// <param name="checkpoint">The weights.</param>
    /// <param name="path">The file to write.</param>
    /// <exception cref="NotSupportedException">The config has something that is not written here.</exception>
    public static void Write(QwenConfig config, Checkpoint checkpoint, string path)
    {
        Check(config);
        QwenGguf model = new(config);
        model.AddValues();
        model.AddTensors();
        model._file.Write(path, checkpoint);
    }

    /// <summary>Refuses what the file would lack without saying so.</summary>
    private static void Check(QwenConfig config)
    {
        string? wrong = config.ModelType switch
        {
            not ("qwen3" or "qwen3_moe" or "qwen3_next") => $"model_type '{config.ModelType}'; wanted qwen3, qwen3_moe or qwen3_next",
            _ when config.Has("rope_scaling") => "rope_scaling",
            _ when config.Is("attention_bias") => "attention_bias",
            _ when config.Is("use_sliding_window") => "use_sliding_window",
            _ when config.Has("mlp_only_layers") && config.Count("mlp_only_layers") > 0 => "mlp_only_layers",
            _ => null,
        };
        if (wrong is not null)
        {
            throw new NotSupportedException($"The peer's file is not written for a config with {wrong}. Measure it without --peer.");
        }
    }

    private void AddValues()
    {
        _file.Add("general.architecture", Architecture);
        _file.Add("tokenizer.ggml.model", "no_vocab");
        Value("vocab_size", "vocab_size");
        Value("context_length", "max_position_embeddings");
        Value("embedding_length", "hidden_size");
        Value("block_count", "num_hidden_layers");
        Value("feed_forward_length", "intermediate_size");
        Value("attention.head_count", "num_attention_heads");
        Value("attention.head_count_kv", "num_key_value_heads");
        Value("attention.key_length", "head_dim");
        Value("attention.value_length", "head_dim");
        if (HasExperts)
        {
            Value("expert_count", "num_experts");
            Value("expert_used_count", "num_experts_per_tok");
            Value("expert_feed_forward_length", "moe_intermediate_size");
        }

        _file.Add(Architecture + ".attention.layer_norm_rms_epsilon", config.Number("rms_norm_eps"));
        _file.Add(Architecture + ".rope.freq_base", config.Number("rope_theta"));
        if (!IsNext)
        {
            return;
        }

        Value("expert_shared_feed_forward_length", "shared_expert_intermediate_size");
        Value("full_attention_interval", "full_attention_interval");
        Value("ssm.conv_kernel", "linear_conv_kernel_dim");
        Value("ssm.state_size", "linear_key_head_dim");
        Value("ssm.group_count", "linear_num_key_heads");
        Value("ssm.time_step_rank", "linear_num_value_heads");
        _file.Add(Architecture + ".ssm.inner_size", config["linear_num_value_heads"] * config["linear_value_head_dim"]);
        _file.Add(Architecture + ".rope.dimension_count", (uint)(config["head_dim"] * config.Number("partial_rotary_factor")));
    }

    private void AddTensors()
    {
        long hidden = config["hidden_size"];
        Matrix("token_embd.weight", "model.embed_tokens.weight", config["vocab_size"], hidden);
        Norm("output_norm.weight", "model.norm.weight", hidden);
        if (!config.Is("tie_word_embeddings"))
        {
            Matrix("output.weight", "lm_head.weight", config["vocab_size"], hidden);
        }

        for (uint layer = 0; layer < config["num_hidden_layers"]; layer++)
        {
            (string to, string from) = ($"blk.{layer}.", $"model.layers.{layer}.");
            Norm(to + "attn_norm.weight", from + "input_layernorm.weight", hidden);
            Norm(to + (IsNext ? "post_attention_norm.weight" : "ffn_norm.weight"), from + "post_attention_layernorm.weight", hidden);
            if (IsNext && (layer + 1) % config["full_attention_interval"] != 0)
            {
                AddLinearAttention(to, from + "linear_attn.");
            }
            else
            {
                AddAttention(to, from + "self_attn.");
            }

            if (HasExperts)
            {
                AddExperts(to, from + "mlp.");
            }
            else
            {
                AddDense(to, from + "mlp.");
            }
        }
    }

    private void AddAttention(string to, string from)
    {
        (long hidden, long size) = (config["hidden_size"], config["head_dim"]);
        long queries = config["num_attention_heads"] * size;
        long keys = config["num_key_value_heads"] * size;
        Matrix(to + "attn_q.weight", from + "q_proj.weight", IsNext ? 2 * queries : queries, hidden);
        Matrix(to + "attn_k.weight", from + "k_proj.weight", keys, hidden);
        Matrix(to + "attn_v.weight", from + "v_proj.weight", keys, hidden);
        Matrix(to + "attn_output.weight", from + "o_proj.weight", hidden, queries);
        Norm(to + "attn_q_norm.weight", from + "q_norm.weight", size);
        Norm(to + "attn_k_norm.weight", from + "k_norm.weight", size);
    }

    private void AddLinearAttention(string to, string from)
    {
        (long hidden, long keyHeads, long valueHeads) = (config["hidden_size"], config["linear_num_key_heads"], config["linear_num_value_heads"]);
        (long key, long value) = (config["linear_key_head_dim"], config["linear_value_head_dim"]);
        long group = valueHeads / keyHeads * value; // value rows of a key head
        long stride = (2 * key) + (2 * group);
        IEnumerable<GgufRows> Part(long first, long rows) => Enumerable.Range(0, (int)keyHeads).Select(head => new GgufRows(from + "in_proj_qkvz.weight", (head * stride) + first, rows));
        long channels = keyHeads * ((2 * key) + group);
        Add(to + "attn_qkv.weight", [channels, hidden], GgufType.Float16, [.. Part(0, key), .. Part(key, key), .. Part(2 * key, group)]);
        Add(to + "attn_gate.weight", [keyHeads * group, hidden], GgufType.Float16, [.. Part((2 * key) + group, group)]);
        Matrix(to + "ssm_ba.weight", from + "in_proj_ba.weight", 2 * valueHeads, hidden);
        Small(to + "ssm_conv1d.weight", from + "conv1d.weight", [channels, config["linear_conv_kernel_dim"]]);
        Small(to + "ssm_a", from + "A_log", [valueHeads], static number => -MathF.Exp(number));
        Small(to + "ssm_dt.bias", from + "dt_bias", [valueHeads]);
        Small(to + "ssm_norm.weight", from + "norm.weight", [value]);
        Matrix(to + "ssm_out.weight", from + "out_proj.weight", hidden, valueHeads * value);
    }

    private void AddDense(string to, string from)
    {
        (long hidden, long width) = (config["hidden_size"], config["intermediate_size"]);
        Matrix(to + "ffn_gate.weight", from + "gate_proj.weight", width, hidden);
        Matrix(to + "ffn_up.weight", from + "up_proj.weight", width, hidden);
        Matrix(to + "ffn_down.weight", from + "down_proj.weight", hidden, width);
    }

    private void AddExperts(string to, string from)
    {
        (long hidden, long count, long width) = (config["hidden_size"], config["num_experts"], config["moe_intermediate_size"]);
        GgufRows[] Stack(string part) => [.. Enumerable.Range(0, (int)count).Select(expert => new GgufRows($"{from}experts.{expert}.{part}.weight"))];
        Small(to + "ffn_gate_inp.weight", from + "gate.weight", [count, hidden]);
        Add(to + "ffn_gate_exps.weight", [count, width, hidden], GgufType.Float16, Stack("gate_proj"));
        Add(to + "ffn_up_exps.weight", [count, width, hidden], GgufType.Float16, Stack("up_proj"));
        Add(to + "ffn_down_exps.weight", [count, hidden, width], GgufType.Float16, Stack("down_proj"));
        if (IsNext)
        {
            long shared = config["shared_expert_intermediate_size"];
            Small(to + "ffn_gate_inp_shexp.weight", from + "shared_expert_gate.weight", [hidden]);
            Matrix(to + "ffn_gate_shexp.weight", from + "shared_expert.gate_proj.weight", shared, hidden);
            Matrix(to + "ffn_up_shexp.weight", from + "shared_expert.up_proj.weight", shared, hidden);
            Matrix(to + "ffn_down_shexp.weight", from + "shared_expert.down_proj.weight", hidden, shared);
        }
    }

    private void Value(string key, string name) => _file.Add(Architecture + "." + key, config[name]);

    private void Matrix(string name, string key, long rows, long columns) => Add(name, [rows, columns], GgufType.Float16, [new GgufRows(key)]);

    /// <summary>A norm over the residual stream or a head: Qwen3-Next's are zero-centred.</summary>
    private void Norm(string name, string key, long size) => Small(name, key, [size], IsNext ? static number => 1 + number : null);

    private void Small(string name, string key, IReadOnlyList<long> shape, Func<float, float>? map = null) => Add(name, shape, GgufType.Float32, [new GgufRows(key)], map);

    private void Add(string name, IReadOnlyList<long> shape, GgufType type, IReadOnlyList<GgufRows> rows, Func<float, float>? map = null) =>
        _file.Add(new GgufTensor(name, shape, type, rows, map));
}
