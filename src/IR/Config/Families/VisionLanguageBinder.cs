using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>What differs between the families that see, beside their text models.</summary>
/// <param name="HasDeepStack">Whether features of blocks between go to the text model's first layers.</param>
/// <param name="Tokens">The tokens for pictures and clips of a config that names none.</param>
/// <param name="HasTextClass">Whether the text model alone is a class of its own, which a file of the whole may name.</param>
internal sealed record VisionLanguageDefaults(bool HasDeepStack, MediaTokens Tokens, bool HasTextClass);

/// <summary>
/// A root with a <c>text_config</c> and a <c>vision_config</c> (transformers' composite configs): the text model's own binder reads the one, <see cref="VisionBinder"/> the other.
/// Whether embeddings are tied is the root's to say where the model sees, and the text model's where it is taken alone.
/// </summary>
internal sealed class VisionLanguageBinder(Family family, FamilyBinder text, VisionLanguageDefaults defaults) : FamilyBinder(family)
{
    public override IReadOnlyList<HeadClass> Heads => defaults.HasTextClass ? [.. base.Heads, .. text.Heads] : base.Heads;

    public override IReadOnlyList<IgnoredKey> IgnoredKeys { get; } =
    [
        .. IgnoredKey.All("'architectures' says which part of the model is meant", "language_model_only"),
    ];

    private static readonly IReadOnlyList<IgnoredKey> IgnoredInText =
    [
        .. Modelwright.IR.IgnoredKeys.Common,
        .. IgnoredKey.All("the root says which class the model is", ConfigKeys.Architectures),
    ];

    public override ModelSpec? Bind(ConfigReader config)
    {
        ConfigReader textConfig = config.Part(ConfigKeys.TextConfig);
        CheckTextType(textConfig);
        ModelSpec? spec = text.Bind(textConfig);
        bool alone = TakesTextAlone(config);
        spec = alone ? Alone(config, spec) : Whole(config, textConfig, spec);
        RootKeys.Check(config, textConfig);
        KeyAuditor.Audit(textConfig, text.IgnoredKeys.Concat(IgnoredInText));
        return spec is null ? null : spec with
        {
            StoredType = spec.StoredType ?? TextModelBinder.StoredType(config),
            Tokens = RootKeys.Tokens(config, spec),
        };
    }

    /// <summary>The first class that either part knows decides; without one the whole model is meant.</summary>
    private bool TakesTextAlone(ConfigReader config) =>
        config.Strings(ConfigKeys.Architectures)?.FirstOrDefault(name => Classes.Contains(name)) is string name && base.Heads.All(own => own.Name != name);

    /// <summary>The text model of a file of the whole; what is for pictures is not read.</summary>
    private static ModelSpec? Alone(ConfigReader config, ModelSpec? spec)
    {
        foreach (string key in (string[])[ConfigKeys.VisionConfig, ConfigKeys.ImageTokenId, ConfigKeys.VideoTokenId, ConfigKeys.VisionStartTokenId, ConfigKeys.VisionEndTokenId, ConfigKeys.TieWordEmbeddings])
        {
            config.Find(key);
        }

        return spec;
    }

    private ModelSpec? Whole(ConfigReader config, ConfigReader textConfig, ModelSpec? spec)
    {
        ConfigReader visionConfig = config.Part(ConfigKeys.VisionConfig);
        VisionSpec vision = VisionBinder.Bind(visionConfig, Family.ModelType, defaults.HasDeepStack);
        MediaTokens tokens = MediaTokensBinder.Bind(config, defaults.Tokens);
        bool tied = RootKeys.TiedEmbeddings(config, textConfig);
        if (spec is not null && !config.Messages.HasErrors)
        {
            MediaTokensBinder.Check(config, tokens, spec.VocabularySize);
            VisionBinder.CheckAgainst(visionConfig, vision, textConfig, spec);
        }

        return spec is null ? null : spec with
        {
            ModelType = Family.ModelType,
            TiedEmbeddings = tied,
            Vision = vision,
            MediaTokens = tokens,
            Checkpoint = Family.Checkpoint,

            // Only the text class adds the routers' loss because the config says so.
            Experts = spec.Experts is ExpertsSpec experts ? experts with { OutputRouterLogits = false } : null,
        };
    }

    private void CheckTextType(ConfigReader textConfig)
    {
        if (textConfig.String(ConfigKeys.ModelType) is string type && type != text.Family.ModelType)
        {
            textConfig.Report(MessageId.UnsupportedSetting, ConfigKeys.ModelType, $"\"{type}\"", $"\"{text.Family.ModelType}\"");
        }
    }
}
