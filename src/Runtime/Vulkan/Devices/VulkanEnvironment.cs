using System;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The environment variables that stand in for options that are not given.</summary>
internal static class VulkanEnvironment
{
    /// <summary>MODELWRIGHT_DEVICE: index or part of a name.</summary>
    public static string? Device => Environment.GetEnvironmentVariable("MODELWRIGHT_DEVICE");

    /// <summary>MODELWRIGHT_VALIDATION: 1 switches the validation layer on.</summary>
    public static bool Validation => Environment.GetEnvironmentVariable("MODELWRIGHT_VALIDATION") is "1" or "true";

    /// <summary>MODELWRIGHT_SHADER_CACHE: a folder, or "off".</summary>
    public static string? ShaderCache => Environment.GetEnvironmentVariable("MODELWRIGHT_SHADER_CACHE");
}
