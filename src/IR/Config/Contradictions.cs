using System.Globalization;

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
    public static void CheckWidth(ConfigReader config, string headsKey, int heads, string sizeKey, int size) =>
        CheckRow(config, headsKey, heads, sizeKey, size, (long)heads * size);

    /// <summary>Two sizes may each be large, but not both.</summary>
    /// <param name="config">Where they stand.</param>
    /// <param name="key">The first.</param>
    /// <param name="value">Its value.</param>
    /// <param name="otherKey">The second.</param>
    /// <param name="other">Its value.</param>
    /// <param name="width">Numbers of a row that they make.</param>
    public static void CheckRow(ConfigReader config, string key, int value, string otherKey, int other, long width)
    {
        if (width > Limits.RowWidth)
        {
            config.Report(
                MessageId.TooWideTogether, key, config.Shown(key, value), otherKey, config.Shown(otherKey, other),
                width.ToString(CultureInfo.InvariantCulture), ConfigReader.Invariant(Limits.RowWidth));
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
