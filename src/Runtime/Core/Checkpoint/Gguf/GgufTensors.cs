using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>
/// The tensors of a GGUF model under Hugging Face's names. llama.cpp's converter renames them, stacks experts, and of gated delta rule models adds 1 to zero-centred norms, stores
/// −exp(A_log), takes in_proj_qkvz apart (Qwen3-Next) or sorts value heads by their place among those of a key head (Qwen3.5): all of that is taken back here.
/// What has no counterpart keeps its own name.
/// </summary>
internal sealed class GgufTensors
{
    private const string Layers = "model.layers.";

    private static readonly Dictionary<string, string> Outside = new(StringComparer.Ordinal)
    {
        ["token_embd.weight"] = "model.embed_tokens.weight",
        ["output_norm.weight"] = "model.norm.weight",
        ["output.weight"] = "lm_head.weight",
    };

    private static readonly Dictionary<string, string> InLayer = new(StringComparer.Ordinal)
    {
        ["attn_norm.weight"] = "input_layernorm.weight",
        ["ffn_norm.weight"] = "post_attention_layernorm.weight",
        ["post_attention_norm.weight"] = "post_attention_layernorm.weight",
        ["attn_q.weight"] = "self_attn.q_proj.weight",
        ["attn_k.weight"] = "self_attn.k_proj.weight",
        ["attn_v.weight"] = "self_attn.v_proj.weight",
        ["attn_output.weight"] = "self_attn.o_proj.weight",
        ["attn_q.bias"] = "self_attn.q_proj.bias",
        ["attn_k.bias"] = "self_attn.k_proj.bias",
        ["attn_v.bias"] = "self_attn.v_proj.bias",
        ["attn_output.bias"] = "self_attn.o_proj.bias",
        ["attn_q_norm.weight"] = "self_attn.q_norm.weight",
        ["attn_k_norm.weight"] = "self_attn.k_norm.weight",
        ["ffn_gate.weight"] = "mlp.gate_proj.weight",
        ["ffn_up.weight"] = "mlp.up_proj.weight",
        ["ffn_down.weight"] = "mlp.down_proj.weight",
        ["ffn_gate_inp.weight"] = "mlp.gate.weight",
        ["ffn_gate_inp_shexp.weight"] = "mlp.shared_expert_gate.weight",
        ["ffn_gate_shexp.weight"] = "mlp.shared_expert.gate_proj.weight",
        ["ffn_up_shexp.weight"] = "mlp.shared_expert.up_proj.weight",
        ["ffn_down_shexp.weight"] = "mlp.shared_expert.down_proj.weight",
        ["ssm_norm.weight"] = GgufDeltaNet.Module + "norm.weight",
        ["ssm_in.weight"] = GgufDeltaNet.Module + "in_proj_qkvz.weight",
        ["ssm_ba.weight"] = GgufDeltaNet.Module + "in_proj_ba.weight",
    };

    private static readonly Dictionary<string, string> Experts = new(StringComparer.Ordinal)
    {
        ["ffn_gate_exps.weight"] = "gate_proj.weight",
        ["ffn_up_exps.weight"] = "up_proj.weight",
        ["ffn_down_exps.weight"] = "down_proj.weight",
    };

    private readonly Dictionary<string, CheckpointTensor> _tensors = new(StringComparer.Ordinal);
    private readonly GgufDeltaNet? _deltaNet;
    private readonly long _drafts;

    private GgufTensors(GgufParts file)
    {
        string architecture = file.Metadata.Architecture;
        _deltaNet = GgufDeltaNet.Of(file);
        long blocks = file.Metadata.Integer(architecture + ".block_count") ?? long.MaxValue;
        _drafts = blocks - (file.Metadata.Integer(architecture + ".nextn_predict_layers") ?? 0);
        foreach (GgufEntry tensor in file.Tensors)
        {
            Add(tensor);
        }
    }

    /// <summary>The tensors by their names.</summary>
    /// <exception cref="CheckpointHeaderException">Two tensors are the same weight, or the header contradicts itself.</exception>
    public static Dictionary<string, CheckpointTensor> Of(GgufParts file) => new GgufTensors(file)._tensors;

    private void Add(GgufEntry tensor)
    {
        if (Outside.TryGetValue(tensor.Name, out string? name))
        {
            Add(tensor, name, Plain(tensor, name));
            return;
        }

        string[] parts = tensor.Name.Split('.', 3);
        if (parts is not ["blk", var number, var part] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int layer))
        {
            Add(tensor, tensor.Name, Whole(tensor, tensor.Name, tensor.Shape));
            return;
        }

        if (layer >= _drafts)
        {
            // Layers that guess further tokens; no model computes them.
            string draft = "mtp.layers." + number + "." + part;
            Add(tensor, draft, Whole(tensor, draft, tensor.Shape));
            return;
        }

        AddToLayer(tensor, Layers + number + ".", part);
    }

    private void AddToLayer(GgufEntry tensor, string module, string part)
    {
        if (Experts.TryGetValue(part, out string? matrix) && tensor.Shape.Count == 3 && tensor.Type.BlockElements > 0)
        {
            AddExperts(tensor, module + "mlp.experts.", matrix);
        }
        else if (InLayer.TryGetValue(part, out string? name))
        {
            Add(tensor, module + name, Plain(tensor, module + name));
        }
        else if (_deltaNet?.Tensor(tensor, module, part, Whole) is { } arranged)
        {
            Add(tensor, arranged.Name, arranged);
        }
        else if (_deltaNet?.IsTaken(tensor.Name) != true)
        {
            Add(tensor, tensor.Name, Whole(tensor, tensor.Name, tensor.Shape));
        }
    }

    private void AddExperts(GgufEntry tensor, string module, string matrix)
    {
        (long count, long rows) = (tensor.Shape[0], tensor.Shape[1]);
        long bytes = rows * tensor.RowBytes;
        for (long expert = 0; expert < count; expert++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{module}{expert}.{matrix}");
            Add(tensor, name, Make(tensor, name, [rows, tensor.Columns], tensor.Start + (expert * bytes), bytes));
        }
    }

    /// <summary>A tensor under another name; norms without the 1 that zero-centred ones have.</summary>
    private CheckpointTensor Plain(GgufEntry tensor, string name)
    {
        IReadOnlyList<long> shape = name.EndsWith("shared_expert_gate.weight", StringComparison.Ordinal) && tensor.Shape.Count == 1 ? [1, tensor.Shape[0]] : tensor.Shape;
        CheckpointTensor plain = Whole(tensor, name, shape);
        bool centred = _deltaNet is not null && name.EndsWith("norm.weight", StringComparison.Ordinal) && !name.Contains("." + GgufDeltaNet.Module, StringComparison.Ordinal);
        return centred && plain.Format.IsWeightFormat() && shape.Count == 1
            ? new CheckpointTensor(new ComputedWeight(plain, name, shape, GgufDeltaNet.TakeOne))
            : plain;
    }

    private CheckpointTensor Whole(GgufEntry tensor, string name, IReadOnlyList<long> shape) => Make(tensor, name, shape, tensor.Start, tensor.End - tensor.Start);

    private CheckpointTensor Make(GgufEntry tensor, string name, IReadOnlyList<long> shape, long start, long bytes)
    {
        TensorEntry entry = new(name, tensor.Type.Name, tensor.Type.Element, shape, shape.Aggregate(1L, static (product, size) => product * size), start, start + bytes);
        if (GgufBlocks.Of(tensor.Type) is { } blocks)
        {
            return new CheckpointTensor(new GgufWeight(tensor.File, entry, blocks));
        }

        return GgufOffsetBlocks.Has(tensor.Type) ? new CheckpointTensor(new GgufOffsetWeight(tensor.File, entry, tensor.Type)) : new CheckpointTensor(tensor.File, entry);
    }

    private void Add(GgufEntry source, string name, CheckpointTensor tensor)
    {
        if (!_tensors.TryAdd(name, tensor))
        {
            throw source.File.Bad($"two tensors are '{name}'");
        }
    }
}
