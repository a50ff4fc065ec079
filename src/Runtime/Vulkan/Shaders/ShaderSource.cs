namespace Modelwright.Runtime.Vulkan;

/// <summary>A compute shader's text and the name to blame it by.</summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Glsl">Its text.</param>
public readonly record struct ShaderSource(string Name, string Glsl);
