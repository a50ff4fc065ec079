using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// Reads the configs of one kind: their defaults, their rules. A family that differs from another in names alone is one more entry of <see cref="All"/>.
/// A binder asks for every key of its family even where it then ignores the answer, because what it never asks for is reported as unknown.
/// </summary>
internal abstract class FamilyBinder(Family family)
{
    private static readonly MediaTokens Qwen3_5Tokens = new(Image: 248056, Video: 248057, Start: 248053, End: 248054);

    private static readonly MediaTokens Qwen3VLTokens = new(Image: 151655, Video: 151656, Start: 151652, End: 151653);

    private static readonly Qwen3_5Binder Qwen3_5Text =
        new(new Family("qwen3_5_text", "Qwen3_5ForCausalLM", CheckpointLayout.Qwen3_5 with { Ignored = ["mtp.", "model.visual."] }, ZeroCentredNorms: true)
        {
            OtherHeads = HeadClass.Of("Qwen3_5Text", Head.Model, Head.SequenceClassification),
        });

    private static readonly Qwen3_5MoeBinder Qwen3_5MoeText =
        new(new Family("qwen3_5_moe_text", "Qwen3_5MoeForCausalLM", CheckpointLayout.Qwen3_5 with { Ignored = ["mtp.", "model.visual."] }, ZeroCentredNorms: true)
        {
            OtherHeads = HeadClass.Of("Qwen3_5MoeText", Head.Model),
        });

    private static readonly Qwen3VLBinder Qwen3VLText = new(new Family("qwen3_vl_text", "Qwen3VLForConditionalGeneration", CheckpointLayout.Seeing));

    private static readonly Qwen3VLMoeBinder Qwen3VLMoeText = new(new Family("qwen3_vl_moe_text", "Qwen3VLMoeForConditionalGeneration", CheckpointLayout.Seeing));

    /// <summary>The families there are.</summary>
    public static readonly IReadOnlyList<FamilyBinder> All =
    [
        new Qwen3Binder(new Family("qwen3", "Qwen3ForCausalLM", CheckpointLayout.Plain) { OtherHeads = HeadClass.AllOf("Qwen3") }),
        new Qwen3MoeBinder(new Family("qwen3_moe", "Qwen3MoeForCausalLM", CheckpointLayout.Plain) { OtherHeads = HeadClass.AllOf("Qwen3Moe") }),
        new Qwen3NextBinder(new Family("qwen3_next", "Qwen3NextForCausalLM", CheckpointLayout.Plain with { Ignored = ["mtp."] }, ZeroCentredNorms: true) { OtherHeads = HeadClass.AllOf("Qwen3Next") }),
        Qwen3_5Text,
        Qwen3_5MoeText,
        new VisionLanguageBinder(
            new Family("qwen3_5", "Qwen3_5ForConditionalGeneration", CheckpointLayout.Qwen3_5Seeing) { OtherHeads = HeadClass.Of("Qwen3_5", Head.Model, Head.SequenceClassification, Head.TokenClassification) }, Qwen3_5Text,
            new VisionLanguageDefaults(HasDeepStack: false, Qwen3_5Tokens, HasTextClass: true)),
        new VisionLanguageBinder(
            new Family("qwen3_5_moe", "Qwen3_5MoeForConditionalGeneration", CheckpointLayout.Qwen3_5Seeing) { OtherHeads = HeadClass.Of("Qwen3_5Moe", Head.Model) }, Qwen3_5MoeText,
            new VisionLanguageDefaults(HasDeepStack: false, Qwen3_5Tokens, HasTextClass: true)),
        new VisionLanguageBinder(
            new Family("qwen3_vl", "Qwen3VLForConditionalGeneration", CheckpointLayout.Seeing) { OtherHeads = HeadClass.Of("Qwen3VL", Head.Model) }, Qwen3VLText,
            new VisionLanguageDefaults(HasDeepStack: true, Qwen3VLTokens, HasTextClass: false)),
        new VisionLanguageBinder(
            new Family("qwen3_vl_moe", "Qwen3VLMoeForConditionalGeneration", CheckpointLayout.Seeing with { TransposesExperts = true }) { OtherHeads = HeadClass.Of("Qwen3VLMoe", Head.Model) }, Qwen3VLMoeText,
            new VisionLanguageDefaults(HasDeepStack: true, Qwen3VLTokens, HasTextClass: false)),
    ];

    public Family Family => family;

    /// <summary>The classes in <c>architectures</c> that the binder knows, the usual one first.</summary>
    public virtual IReadOnlyList<HeadClass> Heads => [new HeadClass(family.ModelClass, Head.CausalLanguageModel), .. family.OtherHeads];

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Classes => [.. Heads.Select(static known => known.Name)];

    /// <summary>The name in <c>architectures</c> of the class with a head: the file's own where it has one, else the usual one.</summary>
    public string ClassNameOf(Head head, IReadOnlyList<string> architectures) =>
        architectures.FirstOrDefault(name => Heads.Any(known => known.Name == name && known.Head == head)) ?? Heads.First(known => known.Head == head).Name;

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
            text.Tokens, text.StoredType, family.Checkpoint)
        {
            Training = text.Training,
        };
}
