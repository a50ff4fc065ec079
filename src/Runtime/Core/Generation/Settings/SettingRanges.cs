namespace Modelwright.Runtime;

/// <summary>What each setting of generation may be, whether it comes from <see cref="GenerationOptions"/> or from a file.</summary>
internal static class SettingRanges
{
    public static readonly NumberRange Count = new(0, int.MaxValue);
    public static readonly NumberRange Temperature = NumberRange.AtLeast(0);
    public static readonly NumberRange TopP = new(0, 1, LowIsOpen: true);
    public static readonly NumberRange MinP = new(0, 1);
    public static readonly NumberRange TypicalP = new(0, 1, LowIsOpen: true);
    public static readonly NumberRange Cutoff = new(0, 1, HighIsOpen: true);
    public static readonly NumberRange RepetitionPenalty = NumberRange.Above(0);
    public static readonly NumberRange Penalty = NumberRange.Finite;
}
