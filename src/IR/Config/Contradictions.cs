namespace Modelwright.IR;

/// <summary>Rules between two keys that Hugging Face does not check and that fail later, as a shape error inside a layer.</summary>
internal static class Contradictions
{
    /// <summary>Heads are shared out evenly, so one count must be a multiple of the other.</summary>
    public static void CheckMultiple(ConfigReader config, string key, int count, string byKey, int by)
    {
        if (count % by != 0)
        {
            config.Report(MessageId.NotAMultiple, key, config.Shown(key, count), byKey, config.Shown(byKey, by));
        }
    }

    /// <summary>Heads and their size may each be large, but not both.</summary>
    public static void CheckWidth(ConfigReader config, string headsKey, int heads, string sizeKey, int size)
    {
        if (heads * size > Limits.HeadsWidth)
        {
            config.Report(
                MessageId.TooWideTogether, headsKey, config.Shown(headsKey, heads), sizeKey, config.Shown(sizeKey, size),
                ConfigReader.Invariant(Limits.HeadsWidth));
        }
    }

    /// <summary>The sizes of softmax attention.</summary>
    public static void CheckAttention(ConfigReader config, int heads, int keyValueHeads, int headDim)
    {
        CheckMultiple(config, ConfigKeys.NumAttentionHeads, heads, ConfigKeys.NumKeyValueHeads, keyValueHeads);
        CheckWidth(config, ConfigKeys.NumAttentionHeads, heads, ConfigKeys.HeadDim, headDim);
        CheckHeadDim(config, headDim);
    }

    private static void CheckHeadDim(ConfigReader config, int headDim)
    {
        if (headDim % 2 != 0)
        {
            config.Messages.Report(MessageId.OddHeadDim, config.Pointer(ConfigKeys.HeadDim), config.Shown(ConfigKeys.HeadDim, headDim));
        }
    }
}
