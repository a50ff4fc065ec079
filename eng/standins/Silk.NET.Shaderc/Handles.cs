namespace Silk.NET.Shaderc;

/// <summary>A compiler; it holds nothing, since every compilation is a process of its own.</summary>
public struct Compiler;

/// <summary>What a compilation is asked for.</summary>
public struct CompileOptions
{
    internal EnvVersion Environment;
    internal SpirvVersion Spirv; // 0: whatever belongs to the environment
    internal OptimizationLevel Optimization;
    internal bool DebugInfo;
    internal bool WarningsAsErrors;
}

/// <summary>What a compilation gave: SPIR-V, or messages.</summary>
public unsafe struct CompilationResult
{
    internal CompilationStatus Status;
    internal byte* Bytes;
    internal nuint Length;
    internal byte* Messages;
    internal nuint Errors;
    internal nuint Warnings;
}
