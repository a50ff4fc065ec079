using System;
using System.Security.Cryptography;
using System.Text;

namespace Modelwright.Runtime.Vulkan;

/// <summary>What a compiled kernel is called in the assembly that embeds it: the build names it so, and the runtime finds it so.</summary>
internal static class KernelResource
{
    public const string Prefix = "Modelwright.Kernel.";

    /// <summary>The name, by the kernel's text.</summary>
    public static string NameOf(string glsl) => Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(glsl))) + ".spv";
}
