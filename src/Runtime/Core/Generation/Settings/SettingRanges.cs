namespace Modelwright.Runtime;

/// <summary>What each setting of generation may be, whether it comes from <see cref="GenerationOptions"/> or from a file.</summary>
internal static class SettingRanges
{
    public static NumberRange Count => new(0, int.MaxValue);
    public static NumberRange Temperature => NumberRange.AtLeast(0);
    public static NumberRange TopP => new(0, 1, LowIsOpen: true);
    public static NumberRange MinP => new(0, 1);
    public static NumberRange TypicalP => new(0, 1, LowIsOpen: true);
    public static NumberRange Cutoff => new(0, 1, HighIsOpen: true);
    public static NumberRange RepetitionPenalty => NumberRange.Above(0);
    public static NumberRange Penalty => NumberRange.Finite;
}
