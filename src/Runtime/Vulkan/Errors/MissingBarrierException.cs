namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// Two dispatches touch the same bytes with no barrier between them: a fault of the generated code or of the compiler, not of the user.
/// The recorder checks it because a device that runs in order never shows it in its results.
/// </summary>
public sealed class MissingBarrierException(string kernel, string earlierKernel, string buffer, string hazard)
    : ModelwrightException($"The kernel '{kernel}' needs a barrier after '{earlierKernel}': {hazard} of '{buffer}'.")
{
    /// <summary>The later kernel.</summary>
    public string Kernel { get; } = kernel;

    /// <summary>The earlier kernel.</summary>
    public string EarlierKernel { get; } = earlierKernel;

    /// <summary>The buffer both touch.</summary>
    public string Buffer { get; } = buffer;

    /// <summary>What kind of hazard it is: "read after write", "write after read" or "write after write".</summary>
    public string Hazard { get; } = hazard;
}
