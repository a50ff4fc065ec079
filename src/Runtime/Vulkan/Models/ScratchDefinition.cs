namespace Modelwright.Runtime.Vulkan;

/// <summary>A buffer that lives within one call.</summary>
/// <param name="Name">Its name, for messages and the memory plan.</param>
/// <param name="Slot">Where it lies: buffers of one slot share their bytes, since they are never live together.</param>
/// <param name="Unit">What its size grows with.</param>
/// <param name="Bytes">Bytes for one unit.</param>
public sealed record ScratchDefinition(string Name, int Slot, ScratchUnit Unit, long Bytes);
