namespace Silk.NET.Shaderc;

/// <summary>A compiler; it holds nothing, since every compilation is a process of its own.</summary>
public struct Compiler;

/// <summary>What a compilation is asked for.</summary>
public struct CompileOptions
{
    internal EnvVersion Environment;
    internal SpirvVersion Spirv;
    internal OptimizationLevel Optimization;
}

/// <summary>What a compilation gave: SPIR-V, or messages.</summary>
public unsafe struct CompilationResult
{
    internal CompilationStatus Status;
    internal byte* Bytes;
    internal nuint Length;
    internal nint Messages;
}
