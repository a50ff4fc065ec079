namespace Modelwright.Runtime.Vulkan;

/// <summary>Which compiler turns kernels into SPIR-V.</summary>
public enum ShaderCompilerKind
{
    /// <summary>The shaderc library where it is installed, else the <c>glslc</c> program.</summary>
    Automatic,

    /// <summary>The shaderc library (package Silk.NET.Shaderc, native part Silk.NET.Shaderc.Native).</summary>
    Shaderc,

    /// <summary>The <c>glslc</c> program, found on the PATH (Debian and Ubuntu: package glslc).</summary>
    Glslc,
}
