namespace Modelwright.Runtime.Auto;

/// <summary>What a model computes on, and why.</summary>
/// <param name="Backend">Vulkan or the CPU.</param>
/// <param name="Device">The Vulkan device and its driver, or the CPU's threads and vectors.</param>
/// <param name="Reason">Why it was chosen, as a sentence's end.</param>
public sealed record AutoLoadReport(ModelBackend Backend, string Device, string Reason)
{
    /// <summary>Why a card that was chosen first could not load the model, so that the CPU computes; <see langword="null"/> where that is not so. It is logged as a warning.</summary>
    public ModelwrightException? VulkanFailure { get; init; }

    /// <summary>One line: what computes, and why.</summary>
    public override string ToString() => $"{Backend} ({Device}): {Reason}";
}
