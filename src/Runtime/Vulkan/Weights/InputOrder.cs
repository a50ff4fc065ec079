namespace Modelwright.Runtime.Vulkan;

/// <summary>The order in which a product with a matrix takes its inputs, or products with experts' matrices take theirs, on the device.</summary>
/// <param name="Columns">Which input stands where, uint32 [1 or experts, columns rounded up to a multiple of 8].</param>
/// <param name="Norm">The factors of the norm that the product applies, in that order; null where it applies none.</param>
internal sealed record InputOrder(BufferRange Columns, BufferRange? Norm);
