using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>Reads <c>vision_config</c> (transformers' <c>Qwen3VLVisionConfig</c>, <c>Qwen3_5VisionConfig</c>: the same defaults, DeepStack apart).</summary>
internal static class VisionBinder
{
    /// <summary>Rows and columns each turn half of a head, in pairs.</summary>
    private const int HeadParts = 4;

    private static readonly int[] DefaultDeepStack = [8, 16, 24];

    private static readonly IReadOnlyList<IgnoredKey> Ignored =
    [
        .. IgnoredKeys.Common,
        .. IgnoredKey.All("the root says which class the model is", ConfigKeys.Architectures),
        .. IgnoredKey.All("the tower is loaded as the text model is", ConfigKeys.DType, ConfigKeys.TorchDType),

        // Where there is DeepStack the key is read, and a key that is read is not ignored.
        IgnoredKey.Unless(ConfigKeys.DeepstackVisualIndexes, "this model type has no DeepStack", "[]", "null"),
    ];

    public static VisionSpec Bind(ConfigReader config, string modelType, bool hasDeepStack)
    {
        CheckType(config, modelType);
        config.Unused(ConfigKeys.InitializerRange, "a number", "fresh weights are drawn as the text model's", static value => value is JsonNumber);
        int depth = config.Int(ConfigKeys.Depth, 27, 1, Limits.Layers);
        VisionSpec spec = new(
            depth,
            config.Int(ConfigKeys.HiddenSize, 1152, 1, Limits.Width),
            config.Int(ConfigKeys.NumHeads, 16, 1, Limits.Heads),
            config.Int(ConfigKeys.IntermediateSize, 4304, 1, Limits.Width),
            ActivationBinder.Bind(config, Activation.GeluTanh),
            config.Int(ConfigKeys.InChannels, 3, 1, Limits.PatchParts),
            config.Int(ConfigKeys.PatchSize, 16, 1, Limits.PatchSize),
            config.Int(ConfigKeys.TemporalPatchSize, 2, 1, Limits.PatchParts),
            config.Int(ConfigKeys.SpatialMergeSize, 2, 1, Limits.PatchParts),
            config.Int(ConfigKeys.OutHiddenSize, 3584, 1, Limits.Width),
            config.Int(ConfigKeys.NumPositionEmbeddings, 2304, 1, Limits.Vocabulary),
            hasDeepStack ? DeepStack(config, depth) : []);
        Check(config, spec);
        KeyAuditor.Audit(config, Ignored);
        return spec;
    }

    /// <summary>What the tower makes must be what the text model takes.</summary>
    public static void CheckAgainst(ConfigReader config, VisionSpec vision, ConfigReader textConfig, ModelSpec text)
    {
        if (vision.OutputSize != text.HiddenSize)
        {
            config.Report(
                MessageId.MustBeEqual, ConfigKeys.OutHiddenSize, config.Shown(ConfigKeys.OutHiddenSize, vision.OutputSize),
                textConfig.Name(ConfigKeys.HiddenSize), textConfig.Shown(ConfigKeys.HiddenSize, text.HiddenSize));
        }

        if (vision.DeepStackLayers.Count > text.Layers.Count)
        {
            config.Report(
                MessageId.MoreThanExist, ConfigKeys.DeepstackVisualIndexes, $"{vision.DeepStackLayers.Count} levels",
                textConfig.Name(ConfigKeys.NumHiddenLayers), textConfig.Shown(ConfigKeys.NumHiddenLayers, text.Layers.Count));
        }
    }

    private static void Check(ConfigReader config, VisionSpec spec)
    {
        if (spec.HiddenSize % spec.Heads != 0)
        {
            Contradictions.CheckMultiple(config, ConfigKeys.HiddenSize, spec.HiddenSize, ConfigKeys.NumHeads, spec.Heads);
        }
        else if (spec.HeadDim % HeadParts != 0)
        {
            config.Report(
                MessageId.UnsuitableVisionHead, ConfigKeys.HiddenSize, config.Shown(ConfigKeys.HiddenSize, spec.HiddenSize),
                ConfigKeys.NumHeads, config.Shown(ConfigKeys.NumHeads, spec.Heads), ConfigReader.Invariant(spec.HeadDim));
        }

        Contradictions.CheckRow(
            config, ConfigKeys.PatchSize, spec.PatchSize, ConfigKeys.TemporalPatchSize, spec.TemporalPatchSize, (long)spec.Channels * spec.TemporalPatchSize * spec.PatchSize * spec.PatchSize);
        Contradictions.CheckRow(config, ConfigKeys.HiddenSize, spec.HiddenSize, ConfigKeys.SpatialMergeSize, spec.MergeSize, (long)spec.Merged * spec.HiddenSize);
        int side = (int)Math.Sqrt(spec.Positions);
        if (side * side != spec.Positions)
        {
            config.Report(MessageId.NotASquare, ConfigKeys.NumPositionEmbeddings, config.Shown(ConfigKeys.NumPositionEmbeddings, spec.Positions));
        }
    }

    private static void CheckType(ConfigReader config, string modelType)
    {
        string own = modelType + "_vision";
        if (config.String(ConfigKeys.ModelType) is string type && type != own && type != modelType)
        {
            config.Report(MessageId.UnsupportedSetting, ConfigKeys.ModelType, $"\"{type}\"", $"\"{own}\"");
        }
    }

    /// <summary>Blocks that exist, none twice: each has a merger of its own.</summary>
    private static EquatableArray<int> DeepStack(ConfigReader config, int depth)
    {
        const string Key = ConfigKeys.DeepstackVisualIndexes;
        if (config.Find(Key) is null)
        {
            if (DefaultDeepStack.Any(block => block >= depth))
            {
                config.Report(MessageId.BlockOutsideTower, Key, DefaultDeepStack.Max() + ", the default", ConfigReader.Invariant(depth - 1));
            }

            return DefaultDeepStack.ToEquatableArray();
        }

        IReadOnlyList<int> given = config.Ints(Key) ?? [];
        for (int i = 0; i < given.Count; i++)
        {
            if (given[i] < 0 || given[i] >= depth)
            {
                config.Messages.Report(
                    MessageId.BlockOutsideTower, config.ItemPointer(Key, i), config.ItemName(Key, i), ConfigReader.Invariant(given[i]), ConfigReader.Invariant(depth - 1));
            }
            else if (given.Take(i).Contains(given[i]))
            {
                config.Messages.Report(MessageId.StandsTwice, config.ItemPointer(Key, i), config.ItemName(Key, i), ConfigReader.Invariant(given[i]));
            }
        }

        return given.ToEquatableArray();
    }
}
