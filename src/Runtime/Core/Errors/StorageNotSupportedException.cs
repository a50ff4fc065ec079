namespace Modelwright.Runtime;

/// <summary>Weights were asked for in a storage that the backend does not compute with.</summary>
public sealed class StorageNotSupportedException(WeightStorage storage)
    : ModelwrightException($"This backend keeps weights as Float32, Float16 or BFloat16; {storage} was asked for, which the Vulkan and CPU backends have.")
{
    /// <summary>What was asked for.</summary>
    public WeightStorage Storage { get; } = storage;
}
