namespace Modelwright.Runtime;

/// <summary>The format of the matrices as far as it is known before a checkpoint is opened.</summary>
internal static class PlannedFormat
{
    /// <param name="asked">What the options ask for.</param>
    /// <param name="stored">What checkpoints of the config normally have.</param>
    public static ElementFormat Of(WeightStorage asked, WeightStorage stored) => (asked == WeightStorage.AsStored ? stored : asked) switch
    {
        WeightStorage.Float32 => ElementFormat.Float32,
        WeightStorage.Float16 => ElementFormat.Float16,
        _ => ElementFormat.BFloat16,
    };
}
