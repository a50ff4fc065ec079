using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsCheck;

namespace Modelwright.Tests;

/// <summary>Configs of every family with sizes drawn at random: all of them are valid but for limits on how large a model may be.</summary>
internal static class RandomConfigs
{
    private static readonly string[] Activations = ["silu", "gelu", "gelu_new", "gelu_pytorch_tanh", "quick_gelu", "relu", "relu2"];

    /// <summary>Sizes that compute in a moment.</summary>
    public static Gen<string> Small { get; } = Of(new Sizes(
        Hidden: 60, Width: 40, Vocabulary: 120, Layers: 3, KeyValueHeads: 3, Group: 9, HalfHead: 14, KeyHeads: 3, Ratio: 3, LinearDim: 24, Taps: 6, Experts: 20));

    /// <summary>Sizes up to the limits that the binder knows, and some beyond them.</summary>
    public static Gen<string> Any { get; } = Of(new Sizes(
        Hidden: 1 << 17, Width: 1 << 17, Vocabulary: 1 << 20, Layers: 6, KeyValueHeads: 96, Group: 300, HalfHead: 600, KeyHeads: 64, Ratio: 40, LinearDim: 1100, Taps: 66, Experts: 4100));

    private static Gen<string> Of(Sizes most) => Gen.OneOf(Dense(most), Moe(most), Next(most));

    private static Gen<string> Dense(Sizes most) =>
        from text in Text(most, partial: false)
        from bias in Gen.Bool
        from window in Gen.OneOf(Gen.Const(0), Gen.Const(1), Gen.Const(3))
        select Config("qwen3", "Qwen3ForCausalLM", text, [
            ("attention_bias", Word(bias)),
            .. window == 0 ? [] : new[] { ("use_sliding_window", "true"), ("sliding_window", Number(window)), ("max_window_layers", "0") },
        ]);

    private static Gen<string> Moe(Sizes most) =>
        from text in Text(most, partial: false)
        from experts in Experts(most)
        select Config("qwen3_moe", "Qwen3MoeForCausalLM", text, experts);

    private static Gen<string> Next(Sizes most) =>
        from text in Text(most, partial: true)
        from experts in Experts(most)
        from shared in Size(most.Width)
        from keyHeads in Size(most.KeyHeads)
        from ratio in Size(most.Ratio)
        from keyDim in Size(most.LinearDim)
        from valueDim in Size(most.LinearDim)
        from taps in Size(most.Taps)
        from interval in Gen.Int[1, 3]
        select Config("qwen3_next", "Qwen3NextForCausalLM", text, [
            .. experts,
            ("shared_expert_intermediate_size", Number(shared)),
            ("linear_num_key_heads", Number(keyHeads)),
            ("linear_num_value_heads", Number(keyHeads * ratio)),
            ("linear_key_head_dim", Number(keyDim)),
            ("linear_value_head_dim", Number(valueDim)),
            ("linear_conv_kernel_dim", Number(taps)),
            ("full_attention_interval", Number(interval)),
        ]);

    private static Gen<(string Key, string Value)[]> Text(Sizes most, bool partial) =>
        from hidden in Size(most.Hidden)
        from width in Size(most.Width)
        from vocabulary in Size(most.Vocabulary)
        from layers in Gen.Int[1, most.Layers]
        from keyValueHeads in Size(most.KeyValueHeads)
        from grouped in Size(most.Group)
        from half in Size(most.HalfHead)
        from activation in Gen.Int[0, Activations.Length - 1]
        from tied in Gen.Bool
        select ((string Key, string Value)[])
        [
            ("hidden_size", Number(hidden)),
            ("intermediate_size", Number(width)),
            ("vocab_size", Number(40 + vocabulary)),
            ("num_hidden_layers", Number(layers)),
            ("num_key_value_heads", Number(keyValueHeads)),
            ("num_attention_heads", Number(keyValueHeads * grouped)),
            ("head_dim", Number(partial ? 4 * half : 2 * half)),
            ("hidden_act", $"\"{Activations[activation]}\""),
            ("tie_word_embeddings", Word(tied)),
            ("max_position_embeddings", "64"),
            .. partial ? [("partial_rotary_factor", "0.5")] : Array.Empty<(string, string)>(),
        ];

    private static Gen<(string Key, string Value)[]> Experts(Sizes most) =>
        from perToken in Size(most.Experts / 2)
        from others in Size(most.Experts / 2)
        from width in Size(most.Width)
        from renormalise in Gen.Bool
        select new[]
        {
            ("num_experts", Number(perToken + others - 1)),
            ("num_experts_per_tok", Number(perToken)),
            ("moe_intermediate_size", Number(width)),
            ("norm_topk_prob", Word(renormalise)),
        };

    /// <summary>From 1 on, small as often as large: the power of two is drawn first.</summary>
    private static Gen<int> Size(int most) =>
        from bits in Gen.Int[1, Bits(most)]
        from size in Gen.Int[1, Math.Min(most, 1 << bits)]
        select size;

    private static int Bits(int most) => Math.Max(1, (int)Math.Ceiling(Math.Log2(most)));

    private static string Config(string type, string architecture, (string Key, string Value)[] text, (string Key, string Value)[] more) =>
        "{\n" + string.Join(",\n", Entries(type, architecture).Concat(text).Concat(more).Select(static entry => $"  \"{entry.Key}\": {entry.Value}")) + "\n}\n";

    private static IEnumerable<(string Key, string Value)> Entries(string type, string architecture) =>
        [("model_type", $"\"{type}\""), ("architectures", $"[\"{architecture}\"]")];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Word(bool value) => value ? "true" : "false";

    /// <summary>The most that is drawn of each size.</summary>
    private sealed record Sizes(
        int Hidden, int Width, int Vocabulary, int Layers, int KeyValueHeads, int Group, int HalfHead, int KeyHeads, int Ratio, int LinearDim, int Taps, int Experts);
}
