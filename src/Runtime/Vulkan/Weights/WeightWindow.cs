namespace Modelwright.Runtime.Vulkan;

/// <summary>Rows of a weight that a kernel can bind at once.</summary>
internal sealed record WeightWindow(BufferRange Range, int FirstRow, int Rows);
