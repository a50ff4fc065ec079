namespace Modelwright.Runtime.Vulkan;

/// <summary>Rows of a weight to read, with their columns in orders where there are such, and where they go.</summary>
internal readonly record struct WeightUpload(WeightSlot Slot, int Layer, int FirstRow, int Rows, BufferRange Target, ColumnOrders? Orders = null);
