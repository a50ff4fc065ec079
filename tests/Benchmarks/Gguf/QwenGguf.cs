using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Benchmarks;

/// <summary>
/// A checkpoint of a text model in Hugging Face's names as a GGUF file in llama.cpp's: matrices in a type of choice, norms and small tensors float32 (its kernels want
/// those so), and a tokenizer where one is given. What llama.cpp's own converter folds into the weights is folded here: zero-centred norms are stored with 1 added, A_log as
/// −exp(A_log), Qwen3-Next's in_proj_qkvz apart as all q, all k, all v, and z, and Qwen3.5's value heads by their place among those of a key head.
/// </summary>
internal sealed class QwenGguf(QwenConfig config, GgufType matrices)
{
    private readonly GgufWriter _file = new();

    private bool IsNext => config.ModelType == "qwen3_next";

    private bool IsSplit => config.ModelType is "qwen3_5_text" or "qwen3_5_moe_text";

    private bool HasExperts => config.ModelType is not ("qwen3" or "qwen3_5_text");

    private bool IsLinear(uint layer) => (IsNext || IsSplit)
        && (config.Has("layer_types") ? config.Texts("layer_types")[layer] == "linear_attention" : (layer + 1) % config["full_attention_interval"] != 0);

    private string Architecture => config.ModelType switch
    {
        "qwen3" => "qwen3",
        "qwen3_moe" => "qwen3moe",
        "qwen3_next" => "qwen3next",
        "qwen3_5_text" => "qwen35",
        "qwen3_5_moe_text" => "qwen35moe",
        string type => throw new NotSupportedException($"The peer's file is not written for models of type '{type}'. Measure them without --peer."),
    };

    /// <summary>Writes a checkpoint's weights again.</summary>
    /// <param name="config">The model's sizes.</param>
    /// <param name="checkpoint">The weights.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="matrices">How matrices are stored; float16 where their rows are no whole number of its blocks.</param>
    /// <param name="more">Adds keys, or tensors, of one's own.</param>
    /// <exception cref="NotSupportedException">The config has something that is not written here.</exception>
    public static void Write(QwenConfig config, Checkpoint checkpoint, string path, GgufType matrices = GgufType.Float16, Action<GgufWriter>? more = null)
    {
        config.RequireWritable();
        QwenGguf model = new(config, matrices);
        model.AddValues();
        model.AddTensors(checkpoint);
        (more ?? (static file => file.Add("tokenizer.ggml.model", "no_vocab")))(model._file);
        model._file.Write(path, checkpoint);
    }

    private void AddValues()
    {
        _file.Add("general.architecture", Architecture);
        Value("vocab_size", "vocab_size");
        Value("context_length", "max_position_embeddings");
        Value("embedding_length", "hidden_size");
        Value("block_count", "num_hidden_layers");
        if (config.Has("intermediate_size"))
        {
            Value("feed_forward_length", "intermediate_size");
        }

        Value("attention.head_count", "num_attention_heads");
        Value("attention.head_count_kv", "num_key_value_heads");
        Value("attention.key_length", "head_dim");
        Value("attention.value_length", "head_dim");
        _file.Add(Architecture + ".attention.layer_norm_rms_epsilon", config.Number("rms_norm_eps"));
        _file.Add(Architecture + ".rope.freq_base", config.Number("rope_theta"));
        if (HasExperts)
        {
            Value("expert_count", "num_experts");
            Value("expert_used_count", "num_experts_per_tok");
            Value("expert_feed_forward_length", "moe_intermediate_size");
        }

        if (IsNext || IsSplit)
        {
            AddLinearValues();
        }
    }

    private void AddLinearValues()
    {
        if (HasExperts)
        {
            Value("expert_shared_feed_forward_length", "shared_expert_intermediate_size");
        }

        uint first = Enumerable.Range(0, (int)config["num_hidden_layers"]).Select(static layer => (uint)layer).FirstOrDefault(layer => !IsLinear(layer));
        _file.Add(Architecture + ".full_attention_interval", first + 1);
        Value("ssm.conv_kernel", "linear_conv_kernel_dim");
        Value("ssm.state_size", "linear_key_head_dim");
        Value("ssm.group_count", "linear_num_key_heads");
        Value("ssm.time_step_rank", "linear_num_value_heads");
        _file.Add(Architecture + ".ssm.inner_size", config["linear_num_value_heads"] * config["linear_value_head_dim"]);
        _file.Add(Architecture + ".rope.dimension_count", (uint)(config["head_dim"] * config.Number("partial_rotary_factor")));
    }

    private void AddTensors(Checkpoint checkpoint)
    {
        long hidden = config["hidden_size"];
        Matrix("token_embd.weight", "model.embed_tokens.weight", config["vocab_size"], hidden);
        Norm("output_norm.weight", "model.norm.weight", hidden);
        if (checkpoint.Contains("lm_head.weight"))
        {
            Matrix("output.weight", "lm_head.weight", config["vocab_size"], hidden);
        }

        for (uint layer = 0; layer < config["num_hidden_layers"]; layer++)
        {
            (string to, string from) = ($"blk.{layer}.", $"model.layers.{layer}.");
            Norm(to + "attn_norm.weight", from + "input_layernorm.weight", hidden);
            Norm(to + (IsNext || IsSplit ? "post_attention_norm.weight" : "ffn_norm.weight"), from + "post_attention_layernorm.weight", hidden);
            if (IsLinear(layer))
            {
                AddLinearAttention(to, from + "linear_attn.");
            }
            else
            {
                AddAttention(to, from + "self_attn.");
            }

            if (HasExperts)
            {
                AddExperts(to, from + "mlp.", stacked: checkpoint.Contains(from + "mlp.experts.gate_up_proj"));
            }
            else
            {
                AddMlp(to, from + "mlp.");
            }
        }
    }

    private void AddAttention(string to, string from)
    {
        (long hidden, long size) = (config["hidden_size"], config["head_dim"]);
        long queries = config["num_attention_heads"] * size;
        long keys = config["num_key_value_heads"] * size;
        Matrix(to + "attn_q.weight", from + "q_proj.weight", IsNext || IsSplit ? 2 * queries : queries, hidden);
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
        long channels = (2 * keyHeads * key) + (valueHeads * value);
        if (IsNext)
        {
            long group = valueHeads / keyHeads * value; // value rows of a key head
            long stride = (2 * key) + (2 * group);
            IEnumerable<GgufRows> Part(long first, long rows) => Enumerable.Range(0, (int)keyHeads).Select(head => new GgufRows(from + "in_proj_qkvz.weight", (head * stride) + first, rows));
            Add(to + "attn_qkv.weight", [channels, hidden], matrices, [.. Part(0, key), .. Part(key, key), .. Part(2 * key, group)]);
            Add(to + "attn_gate.weight", [keyHeads * group, hidden], matrices, [.. Part((2 * key) + group, group)]);
            Matrix(to + "ssm_ba.weight", from + "in_proj_ba.weight", 2 * valueHeads, hidden);
        }
        else
        {
            Add(to + "attn_qkv.weight", [channels, hidden], matrices, [new(from + "in_proj_qkv.weight", 0, 2 * keyHeads * key), .. Sorted(from + "in_proj_qkv.weight", 2 * keyHeads * key, value)]);
            Add(to + "attn_gate.weight", [valueHeads * value, hidden], matrices, Sorted(from + "in_proj_z.weight", 0, value));
            Add(to + "ssm_beta.weight", [valueHeads, hidden], matrices, Sorted(from + "in_proj_b.weight", 0, 1));
            Add(to + "ssm_alpha.weight", [valueHeads, hidden], matrices, Sorted(from + "in_proj_a.weight", 0, 1));
        }

        AddRecurrence(to, from, channels);
    }

    private void AddRecurrence(string to, string from, long channels)
    {
        (long hidden, long valueHeads, long value, long taps) = (config["hidden_size"], config["linear_num_value_heads"], config["linear_value_head_dim"], config["linear_conv_kernel_dim"]);
        long keys = channels - (valueHeads * value);
        Add(to + "ssm_conv1d.weight", [channels, taps], GgufType.Float32, [new(from + "conv1d.weight", 0, keys), .. Sorted(from + "conv1d.weight", keys, value)]);
        Add(to + "ssm_a", [valueHeads], GgufType.Float32, Sorted(from + "A_log", 0, 1), static number => -MathF.Exp(number));
        Add(to + "ssm_dt.bias", [valueHeads], GgufType.Float32, Sorted(from + "dt_bias", 0, 1));
        Small(to + "ssm_norm.weight", from + "norm.weight", [value]);
        int[] columns = [.. Order().SelectMany(head => Enumerable.Range((int)(head * value), (int)value))];
        _file.Add(new GgufTensor(to + "ssm_out.weight", [hidden, valueHeads * value], Fitting(valueHeads * value), [new GgufRows(from + "out_proj.weight")]) { Columns = columns });
    }

    /// <summary>The checkpoint's value heads in the file's order: Qwen3.5's first ones of all key heads, then the second ones; Qwen3-Next's as they are.</summary>
    private IEnumerable<long> Order()
    {
        (long keyHeads, long ratio) = (config["linear_num_key_heads"], config["linear_num_value_heads"] / config["linear_num_key_heads"]);
        return from i in Enumerable.Range(0, (int)(keyHeads * ratio)) select IsSplit ? (i % keyHeads * ratio) + (i / keyHeads) : i;
    }

    private GgufRows[] Sorted(string key, long first, long each) => [.. Order().Select(head => new GgufRows(key, first + (head * each), each))];

    private void AddMlp(string to, string from)
    {
        (long hidden, long width) = (config["hidden_size"], config["intermediate_size"]);
        Matrix(to + "ffn_gate.weight", from + "gate_proj.weight", width, hidden);
        Matrix(to + "ffn_up.weight", from + "up_proj.weight", width, hidden);
        Matrix(to + "ffn_down.weight", from + "down_proj.weight", hidden, width);
    }

    private void AddExperts(string to, string from, bool stacked)
    {
        (long hidden, long count, long width) = (config["hidden_size"], config["num_experts"], config["moe_intermediate_size"]);
        GgufRows[] Stack(string part) => [.. Enumerable.Range(0, (int)count).Select(expert => stacked
            ? part == "down_proj" ? new GgufRows($"{from}experts.down_proj", expert * hidden, hidden) : new GgufRows($"{from}experts.gate_up_proj", ((2 * expert) + (part == "gate_proj" ? 0 : 1)) * width, width)
            : new GgufRows($"{from}experts.{expert}.{part}.weight"))];
        Small(to + "ffn_gate_inp.weight", from + "gate.weight", [count, hidden]);
        Add(to + "ffn_gate_exps.weight", [count, width, hidden], matrices, Stack("gate_proj"));
        Add(to + "ffn_up_exps.weight", [count, width, hidden], matrices, Stack("up_proj"));
        Add(to + "ffn_down_exps.weight", [count, hidden, width], matrices, Stack("down_proj"));
        if (IsNext || IsSplit)
        {
            long shared = config["shared_expert_intermediate_size"];
            Small(to + "ffn_gate_inp_shexp.weight", from + "shared_expert_gate.weight", [hidden]);
            Matrix(to + "ffn_gate_shexp.weight", from + "shared_expert.gate_proj.weight", shared, hidden);
            Matrix(to + "ffn_up_shexp.weight", from + "shared_expert.up_proj.weight", shared, hidden);
            Matrix(to + "ffn_down_shexp.weight", from + "shared_expert.down_proj.weight", hidden, shared);
        }
    }

    private void Value(string key, string name) => _file.Add(Architecture + "." + key, config[name]);

    private void Matrix(string name, string key, long rows, long columns) => Add(name, [rows, columns], matrices, [new GgufRows(key)]);

    /// <summary>A norm over the residual stream or a head: those of models with linear attention are zero-centred.</summary>
    private void Norm(string name, string key, long size) => Small(name, key, [size], IsNext || IsSplit ? static number => 1 + number : null);

    private void Small(string name, string key, IReadOnlyList<long> shape, Func<float, float>? map = null) => Add(name, shape, GgufType.Float32, [new GgufRows(key)], map);

    private void Add(string name, IReadOnlyList<long> shape, GgufType type, IReadOnlyList<GgufRows> rows, Func<float, float>? map = null) =>
        _file.Add(new GgufTensor(name, shape, type == matrices ? Fitting(shape[^1]) : type, rows, map));

    /// <summary>The type of matrices, or float16 where a row is no whole number of its blocks.</summary>
    private GgufType Fitting(long columns) => columns % matrices.Block() != 0 ? GgufType.Float16 : matrices;
}
