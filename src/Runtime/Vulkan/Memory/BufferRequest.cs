namespace Modelwright.Runtime.Vulkan;

/// <summary>Bytes wanted from a <see cref="BufferArena"/>.</summary>
internal readonly record struct BufferRequest(string Name, long Bytes);
