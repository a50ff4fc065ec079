using System.Collections.Generic;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Makes SPIR-V 1.5 (Vulkan 1.2) of compute shaders, unoptimised: drivers optimise anyway, and it is ten times faster to make.</summary>
internal interface IShaderCompiler
{
    /// <summary>Part of the cache's key: another compiler, another result.</summary>
    string Version { get; }

    /// <exception cref="ShaderCompilationException">A text is wrong, or the compiler cannot run.</exception>
    IReadOnlyList<byte[]> Compile(IReadOnlyList<ShaderSource> sources);
}
