namespace Modelwright.Runtime.Vulkan;

/// <summary>A compute shader's text and the name to blame it by.</summary>
internal readonly record struct ShaderSource(string Name, string Glsl);
