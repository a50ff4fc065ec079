namespace Modelwright.IR;

/// <summary>
/// What differs between the families in the keys that all of them have: Hugging Face's defaults. A null <paramref name="DenseWidth"/>: no layer of the family has a dense MLP.
/// </summary>
internal sealed record TextDefaults(int HiddenSize, int? DenseWidth, int Layers, int Heads)
{
    public int Vocabulary { get; init; } = 151936;

    public int Positions { get; init; } = 32768;

    public bool TiedEmbeddings { get; init; }
}

/// <summary>The keys that all families have.</summary>
internal sealed record TextModel(
    int VocabularySize,
    int HiddenSize,
    int DenseWidth,
    int Layers,
    int Heads,
    Activation Activation,
    float NormEpsilon,
    int MaxPositions,
    bool TiedEmbeddings,
    bool AttentionBias,
    SpecialTokens Tokens,
    ElementType? StoredType,
    TrainingSpec Training);

/// <summary>Reads a <see cref="TextModel"/>.</summary>
internal static class TextModelBinder
{
    private static readonly Word<ElementType>[] StoredTypes =
    [
        new("float32", ElementType.F32),
        new("float16", ElementType.F16),
        new("bfloat16", ElementType.BF16),
        new("torch.float32", ElementType.F32),
        new("torch.float16", ElementType.F16),
        new("torch.bfloat16", ElementType.BF16),
    ];

    public static TextModel Bind(ConfigReader config, TextDefaults defaults)
    {
        CheckOnly(config);
        int vocabulary = config.Int(ConfigKeys.VocabSize, defaults.Vocabulary, 1, Limits.Vocabulary);
        return new TextModel(
            vocabulary,
            config.Int(ConfigKeys.HiddenSize, defaults.HiddenSize, 1, Limits.Width),
            defaults.DenseWidth is int width ? config.Int(ConfigKeys.IntermediateSize, width, 1, Limits.Width) : 0,
            config.Int(ConfigKeys.NumHiddenLayers, defaults.Layers, 1, Limits.Layers),
            config.Int(ConfigKeys.NumAttentionHeads, defaults.Heads, 1, Limits.Heads),
            ActivationBinder.Bind(config, Activation.Silu),
            (float)config.Number(ConfigKeys.RmsNormEps, 1e-6, 0, 1),
            config.Int(ConfigKeys.MaxPositionEmbeddings, defaults.Positions, 1, Limits.Positions),
            config.Bool(ConfigKeys.TieWordEmbeddings, defaults.TiedEmbeddings),
            config.Bool(ConfigKeys.AttentionBias, fallback: false),
            SpecialTokensBinder.Bind(config, vocabulary),
            StoredType(config),
            new TrainingSpec(
                config.OptionalNumber(ConfigKeys.AttentionDropout, 0, 1) ?? TrainingSpec.Default.AttentionDropout,
                config.OptionalNumber(ConfigKeys.InitializerRange, 0, Limits.InitializerRange) ?? TrainingSpec.Default.InitializerRange));
    }

    /// <summary>Keys that change nothing here.</summary>
    private static void CheckOnly(ConfigReader config)
    {
        config.Unused(ConfigKeys.UseCache, "true or false", "a session always has its cache", static value => value is JsonBoolean);
        if (!config.Bool(ConfigKeys.IsCausal, fallback: true))
        {
            config.Report(MessageId.UnsupportedSetting, ConfigKeys.IsCausal, "false", "true");
        }
    }

    /// <summary><c>dtype</c> wins over its old spelling <c>torch_dtype</c>.</summary>
    public static ElementType? StoredType(ConfigReader config)
    {
        ElementType? old = OptionalType(config, ConfigKeys.TorchDType);
        if (config.FindValue(ConfigKeys.DType) is not JsonValue value)
        {
            return old;
        }

        ElementType? type = OptionalType(config, ConfigKeys.DType);
        if (old is not null && type is not null && old != type)
        {
            config.Report(MessageId.OverriddenKey, ConfigKeys.TorchDType, config.Find(ConfigKeys.TorchDType)!.Text, ConfigKeys.DType, value.Text);
        }

        return type;
    }

    private static ElementType? OptionalType(ConfigReader config, string key) =>
        config.FindValue(key) is JsonValue and not JsonString { Value: "auto" } ? config.Named(key, StoredTypes, ElementType.F32) : null;
}
