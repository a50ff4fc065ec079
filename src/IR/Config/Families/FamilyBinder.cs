using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>
/// One architecture family: its model type, its defaults, its rules. A binder asks for every key of its family even where it
/// then ignores the answer, because what it never asks for is reported as unknown.
/// </summary>
internal abstract class FamilyBinder
{
    /// <summary>The families there are.</summary>
    public static readonly IReadOnlyList<FamilyBinder> All = [new Qwen3Binder(), new Qwen3MoeBinder(), new Qwen3NextBinder()];

    /// <summary>The <c>model_type</c>.</summary>
    public abstract string ModelType { get; }

    /// <summary>The name in <c>architectures</c> of the family's causal language model.</summary>
    public abstract string CausalClass { get; }

    /// <summary>Keys of this family's files that have no effect, in addition to the common ones.</summary>
    public abstract IReadOnlyList<IgnoredKey> IgnoredKeys { get; }

    /// <summary>Null where messages say why.</summary>
    public abstract ModelSpec? Bind(ConfigReader config);

    private protected static ModelSpec Spec(
        ModelFamily family,
        TextModel text,
        AttentionSpec attention,
        RopeSpec rope,
        LinearAttentionSpec? linear,
        ExpertsSpec? experts,
        EquatableArray<LayerSpec> layers) =>
        new(
            family, Head.CausalLanguageModel, text.VocabularySize, text.HiddenSize, text.DenseWidth, text.Activation, text.NormEpsilon, text.MaxPositions,
            text.TiedEmbeddings, attention, rope, linear, experts, layers, text.Tokens, text.StoredType);
}
