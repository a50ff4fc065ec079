namespace Modelwright.Runtime.Vulkan;

/// <summary>Rows of a weight to read and where they go.</summary>
internal readonly record struct WeightUpload(WeightSlot Slot, int Layer, int FirstRow, int Rows, BufferRange Target);
