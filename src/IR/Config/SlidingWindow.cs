namespace Modelwright.IR;

/// <summary>The window of sliding attention: <c>sliding_window</c> (4096 where absent), and only where <c>use_sliding_window</c> is true.</summary>
internal static class SlidingWindow
{
    private const int Default = 4096;

    /// <summary>Tokens, the current one included; null where nothing slides.</summary>
    public static int? Bind(ConfigReader config)
    {
        bool used = config.Bool(ConfigKeys.UseSlidingWindow, fallback: false);
        int? window = config.OptionalInt(ConfigKeys.SlidingWindow, Default, used ? 1 : int.MinValue, int.MaxValue);
        return used ? window : null;
    }
}
