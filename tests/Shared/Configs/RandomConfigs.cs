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

    private static readonly Sizes SmallSizes = new(
        Hidden: 60, Width: 40, Vocabulary: 120, Layers: 3, KeyValueHeads: 3, Group: 9, HalfHead: 14, KeyHeads: 3, Ratio: 3, LinearDim: 24, Taps: 6, Experts: 20,
        VisionHeads: 5, QuarterHead: 5, PatchSize: 6, PatchParts: 3, PositionSide: 6, LeastHidden: 4, LeastKeyDim: 4);

    /// <summary>
    /// Sizes that compute in a moment. Keys of the delta rule with one or two numbers are all but ±1 when they are normalised, and so are rows of as few channels, whatever the weights:
    /// no backend's rounding is like another's there, and moved weights do not show it.
    /// </summary>
    public static Gen<string> Small { get; } = Of(SmallSizes);

    /// <summary>Sizes up to the limits that the binder knows, and some beyond them.</summary>
    public static Gen<string> Any { get; } = Of(new Sizes(
        Hidden: 1 << 17, Width: 1 << 17, Vocabulary: 1 << 20, Layers: 6, KeyValueHeads: 96, Group: 300, HalfHead: 600, KeyHeads: 64, Ratio: 40, LinearDim: 1100, Taps: 66, Experts: 4100,
        VisionHeads: 600, QuarterHead: 280, PatchSize: 260, PatchParts: 17, PositionSide: 300, LeastHidden: 1, LeastKeyDim: 1));

    /// <summary>The families of <see cref="Small"/> that see.</summary>
    public static Gen<string> SmallSeeing => Seeing(SmallSizes);

    /// <summary>A config by its number: the same in every run, so that no run fails by bad luck.</summary>
    public static string Draw(Gen<string> configs, int number) => configs.Generate(new PCG((uint)number + 1, 1), null, out _);

    private static Gen<string> Of(Sizes most) => Gen.OneOf(Dense(most), Moe(most), Next(most), Alone(most), Seeing(most));

    /// <summary>Text models of families that see, without their towers.</summary>
    private static Gen<string> Alone(Sizes most) => Gen.OneOf(
        Hybrid(most).Select(static text => Config("qwen3_5_text", "Qwen3_5ForCausalLM", text, [])),
        HybridMoe(most).Select(static text => Config("qwen3_5_moe_text", "Qwen3_5MoeForCausalLM", text, [])));

    private static Gen<string> Seeing(Sizes most) => Gen.OneOf(
        Hybrid(most).SelectMany(text => Seeing("qwen3_5", "Qwen3_5ForConditionalGeneration", text, most, deepStack: false)),
        HybridMoe(most).SelectMany(text => Seeing("qwen3_5_moe", "Qwen3_5MoeForConditionalGeneration", text, most, deepStack: false)),
        Sectioned(most, partial: false).SelectMany(text => Seeing("qwen3_vl", "Qwen3VLForConditionalGeneration", text, most, deepStack: true)),
        (from text in Sectioned(most, partial: false) from experts in Experts(most) select ((string Key, string Value)[])[.. text, .. experts.Where(static e => e.Key != "norm_topk_prob")])
            .SelectMany(text => Seeing("qwen3_vl_moe", "Qwen3VLMoeForConditionalGeneration", text, most, deepStack: true)));

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
        from sparse in SharedExperts(most)
        from linear in Linear(most)
        select Config("qwen3_next", "Qwen3NextForCausalLM", text, [("partial_rotary_factor", "0.5"), .. sparse, .. linear]);

    private static Gen<(string Key, string Value)[]> Hybrid(Sizes most) =>
        from text in Sectioned(most, partial: true)
        from linear in Linear(most)
        select ((string Key, string Value)[])[.. text, .. linear];

    private static Gen<(string Key, string Value)[]> HybridMoe(Sizes most) =>
        from text in Hybrid(most)
        from sparse in SharedExperts(most)
        select ((string Key, string Value)[])[.. text.Where(static e => e.Key != "intermediate_size"), .. sparse.Where(static e => e.Key != "norm_topk_prob")];

    private static Gen<(string Key, string Value)[]> SharedExperts(Sizes most) =>
        from experts in Experts(most)
        from shared in Size(most.Width)
        select ((string Key, string Value)[])[.. experts, ("shared_expert_intermediate_size", Number(shared))];

    /// <summary>With three positions a token: the frequencies shared out between them.</summary>
    private static Gen<(string Key, string Value)[]> Sectioned(Sizes most, bool partial) =>
        from text in Text(most, partial)
        let frequencies = Value(text, "head_dim") / (partial ? 4 : 2)
        from height in Gen.Int[0, frequencies / 3]
        from width in Gen.Int[0, frequencies / 3]
        select ((string Key, string Value)[])
        [
            .. text,
            ("rope_parameters", Object([
                ("rope_type", "\"default\""),
                ("rope_theta", "10000.0"),
                ("mrope_interleaved", "true"),
                ("mrope_section", $"[{Number(frequencies - height - width)}, {Number(height)}, {Number(width)}]"),
                .. partial ? [("partial_rotary_factor", "0.5")] : Array.Empty<(string, string)>(),
            ])),
        ];

    private static Gen<string> Seeing(string type, string architecture, (string Key, string Value)[] text, Sizes most, bool deepStack) =>
        from vision in Vision(most, text, deepStack)
        select Config(type, architecture, [
            ("image_token_id", "36"),
            ("video_token_id", "37"),
            ("vision_start_token_id", "38"),
            ("vision_end_token_id", "39"),
            .. text.Where(static e => e.Key == "tie_word_embeddings"),
        ], [
            ("text_config", Object([("model_type", $"\"{type}_text\""), .. text.Where(static e => e.Key != "tie_word_embeddings")])),
            ("vision_config", Object([("model_type", $"\"{type}{(deepStack ? "" : "_vision")}\""), .. vision])),
        ]);

    private static Gen<(string Key, string Value)[]> Vision(Sizes most, (string Key, string Value)[] text, bool deepStack) =>
        from depth in Gen.Int[1, most.Layers]
        from heads in Size(most.VisionHeads)
        from quarter in Size(most.QuarterHead)
        from width in Size(most.Width)
        from activation in Gen.Int[0, Activations.Length - 1]
        from channels in Size(most.PatchParts)
        from patch in Size(most.PatchSize)
        from frames in Size(most.PatchParts)
        from merge in Size(most.PatchParts)
        from side in Size(most.PositionSide)
        from blocks in Gen.Shuffle(Enumerable.Range(0, depth).ToArray())
        from levels in Gen.Int[0, Math.Min(depth, Value(text, "num_hidden_layers"))]
        select ((string Key, string Value)[])
        [
            ("depth", Number(depth)),
            ("num_heads", Number(heads)),
            ("hidden_size", Number(4 * quarter * heads)),
            ("intermediate_size", Number(width)),
            ("hidden_act", $"\"{Activations[activation]}\""),
            ("in_channels", Number(channels)),
            ("patch_size", Number(patch)),
            ("temporal_patch_size", Number(frames)),
            ("spatial_merge_size", Number(merge)),
            ("num_position_embeddings", Number(side * side)),
            ("out_hidden_size", Number(Value(text, "hidden_size"))),
            .. deepStack ? [("deepstack_visual_indexes", $"[{string.Join(", ", blocks.Take(levels).Select(Number))}]")] : Array.Empty<(string, string)>(),
        ];

    private static Gen<(string Key, string Value)[]> Linear(Sizes most) =>
        from keyHeads in Size(most.KeyHeads)
        from ratio in Size(most.Ratio)
        from keyDim in Size(most.LinearDim).Select(size => Math.Max(size, most.LeastKeyDim))
        from valueDim in Size(most.LinearDim)
        from taps in Size(most.Taps)
        from interval in Gen.Int[1, 3]
        select ((string Key, string Value)[])
        [
            ("linear_num_key_heads", Number(keyHeads)),
            ("linear_num_value_heads", Number(keyHeads * ratio)),
            ("linear_key_head_dim", Number(keyDim)),
            ("linear_value_head_dim", Number(valueDim)),
            ("linear_conv_kernel_dim", Number(taps)),
            ("full_attention_interval", Number(interval)),
        ];

    private static Gen<(string Key, string Value)[]> Text(Sizes most, bool partial) =>
        from hidden in Size(most.Hidden).Select(size => Math.Max(size, most.LeastHidden))
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

    private static string Object((string Key, string Value)[] entries) => "{" + string.Join(", ", entries.Select(static entry => $"\"{entry.Key}\": {entry.Value}")) + "}";

    private static int Value((string Key, string Value)[] entries, string key) => int.Parse(entries.First(entry => entry.Key == key).Value, CultureInfo.InvariantCulture);

    private static IEnumerable<(string Key, string Value)> Entries(string type, string architecture) =>
        [("model_type", $"\"{type}\""), ("architectures", $"[\"{architecture}\"]")];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Word(bool value) => value ? "true" : "false";

    /// <summary>The most that is drawn of each size.</summary>
    private sealed record Sizes(
        int Hidden, int Width, int Vocabulary, int Layers, int KeyValueHeads, int Group, int HalfHead, int KeyHeads, int Ratio, int LinearDim, int Taps, int Experts,
        int VisionHeads, int QuarterHead, int PatchSize, int PatchParts, int PositionSide, int LeastHidden, int LeastKeyDim);
}
