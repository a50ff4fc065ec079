namespace Modelwright.Runtime.Auto;

/// <summary>Which backend shall compute.</summary>
/// <param name="Backend">Vulkan or the CPU.</param>
/// <param name="Device">The Vulkan device, as its options name it; <see langword="null"/> for what they do without a name.</param>
/// <param name="Asked">Whether it was asked for, so that nothing may compute in its place.</param>
/// <param name="Reason">Why.</param>
internal sealed record BackendChoice(ModelBackend Backend, string? Device, bool Asked, string Reason);
