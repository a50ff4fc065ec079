namespace Modelwright.Runtime.Vulkan;

/// <summary>A weight to read and where it goes.</summary>
internal readonly record struct WeightUpload(WeightSlot Slot, int Layer, BufferRange Target);
