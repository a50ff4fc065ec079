namespace Silk.NET.Shaderc;

/// <summary>How a compilation ended.</summary>
public enum CompilationStatus
{
    Success = 0,
    CompilationError = 2,
    InternalError = 3,
    ConfigurationError = 8,
}

/// <summary>What the optimiser works for; the default is not to run.</summary>
public enum OptimizationLevel
{
    Zero = 0,
    Performance = 2,
}

/// <summary>The stage of a shader; only compute shaders are compiled here.</summary>
public enum ShaderKind
{
    ComputeShader = 2,
}

/// <summary>The interface a shader is for.</summary>
public enum TargetEnv
{
    Vulkan = 0,
}

/// <summary>The version of a <see cref="TargetEnv"/>, spelt as Vulkan spells versions.</summary>
public enum EnvVersion
{
    Vulkan12 = (1 << 22) | (2 << 12),
}

/// <summary>The version of SPIR-V, spelt as SPIR-V's header spells it.</summary>
public enum SpirvVersion
{
    Shaderc15 = 0x010500,
}
