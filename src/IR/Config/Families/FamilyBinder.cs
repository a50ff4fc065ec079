using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>
/// Reads the configs of one kind: their defaults, their rules. A family that differs from another in names alone is one more entry of <see cref="All"/>.
/// A binder asks for every key of its family even where it then ignores the answer, because what it never asks for is reported as unknown.
/// </summary>
internal abstract class FamilyBinder(Family family)
{
    /// <summary>The families there are.</summary>
    public static readonly IReadOnlyList<FamilyBinder> All =
    [
        new Qwen3Binder(new Family("qwen3", "Qwen3ForCausalLM", CheckpointLayout.Plain)),
        new Qwen3MoeBinder(new Family("qwen3_moe", "Qwen3MoeForCausalLM", CheckpointLayout.Plain)),
        new Qwen3NextBinder(new Family("qwen3_next", "Qwen3NextForCausalLM", CheckpointLayout.Plain with { Ignored = ["mtp."] }, ZeroCentredNorms: true)),
    ];

    public Family Family => family;

    /// <summary>Keys of this family's files that have no effect, in addition to the common ones.</summary>
    public abstract IReadOnlyList<IgnoredKey> IgnoredKeys { get; }

    /// <summary>Null where messages say why.</summary>
    public abstract ModelSpec? Bind(ConfigReader config);

    private protected ModelSpec Spec(
        TextModel text,
        AttentionSpec attention,
        RopeSpec rope,
        LinearAttentionSpec? linear,
        ExpertsSpec? experts,
        EquatableArray<LayerSpec> layers) =>
        new(
            family.ModelType, Head.CausalLanguageModel, text.VocabularySize, text.HiddenSize, text.DenseWidth, text.Activation,
            new NormSpec(text.NormEpsilon, family.ZeroCentredNorms), text.MaxPositions, text.TiedEmbeddings, attention, rope, linear, experts, layers,
            text.Tokens, text.StoredType, family.Checkpoint);
}
