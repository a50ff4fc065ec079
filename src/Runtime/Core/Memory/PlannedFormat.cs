namespace Modelwright.Runtime;

/// <summary>The format of the matrices as far as it is known before a checkpoint is opened.</summary>
internal static class PlannedFormat
{
    /// <param name="asked">What the options ask for.</param>
    /// <param name="stored">What checkpoints of the config normally have.</param>
    /// <exception cref="StorageNotSupportedException">It is no element format, and the backend computes with no other.</exception>
    public static ElementFormat Of(WeightStorage asked, WeightStorage stored) => (asked == WeightStorage.AsStored ? stored : asked) switch
    {
        WeightStorage.Float32 => ElementFormat.Float32,
        WeightStorage.Float16 => ElementFormat.Float16,
        WeightStorage.BFloat16 or WeightStorage.AsStored => ElementFormat.BFloat16,
        _ => throw new StorageNotSupportedException(asked),
    };
}
