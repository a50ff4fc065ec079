using System.Collections.Generic;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Makes SPIR-V 1.5 (Vulkan 1.2) of compute shaders, at run time unoptimised: drivers optimise anyway, and it is ten times faster to make.</summary>
public interface IShaderCompiler
{
    /// <summary>Part of the cache's key: another compiler, another result.</summary>
    string Version { get; }

    /// <summary>One SPIR-V module a source, in their order.</summary>
    /// <param name="sources">GLSL compute shaders with the entry point main.</param>
    /// <exception cref="ShaderCompilationException">A text is wrong, or the compiler cannot run.</exception>
    IReadOnlyList<byte[]> Compile(IReadOnlyList<ShaderSource> sources);
}
