namespace Modelwright.IR;

/// <summary>Rules between two keys that Hugging Face does not check and that fail later, as a shape error inside a layer.</summary>
internal static class Contradictions
{
    /// <summary>Heads are shared out evenly, so one count must be a multiple of the other.</summary>
    public static void CheckMultiple(ConfigReader config, string key, int count, string byKey, int by)
    {
        if (count % by != 0)
        {
            config.Report(MessageId.NotAMultiple, key, ConfigReader.Invariant(count), byKey, ConfigReader.Invariant(by));
        }
    }

    /// <summary>Heads and their size may each be large, but not both.</summary>
    public static void CheckWidth(ConfigReader config, string headsKey, int heads, string sizeKey, int size)
    {
        if (heads * size > Limits.HeadsWidth)
        {
            config.Report(
                MessageId.TooWideTogether, headsKey, ConfigReader.Invariant(heads), sizeKey, ConfigReader.Invariant(size),
                ConfigReader.Invariant(Limits.HeadsWidth));
        }
    }

    public static void CheckHeadDim(ConfigReader config, int headDim)
    {
        if (headDim % 2 != 0)
        {
            config.Messages.Report(MessageId.OddHeadDim, config.Pointer(ConfigKeys.HeadDim), ConfigReader.Invariant(headDim));
        }
    }
}
