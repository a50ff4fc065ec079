namespace Silk.NET.Shaderc;

/// <summary>How a compilation ended.</summary>
public enum CompilationStatus
{
    Success = 0,
    InvalidStage = 1,
    CompilationError = 2,
    InternalError = 3,
    NullResultObject = 4,
    InvalidAssembly = 5,
    ValidationError = 6,
    TransformationError = 7,
    ConfigurationError = 8,
}

/// <summary>What the optimiser works for; the default is not to run.</summary>
public enum OptimizationLevel
{
    Zero = 0,
    Size = 1,
    Performance = 2,
}

/// <summary>The stage of a shader; only compute shaders are compiled here.</summary>
public enum ShaderKind
{
    ComputeShader = 2,
    GlslComputeShader = 2,
}

/// <summary>The interface a shader is for.</summary>
public enum TargetEnv
{
    Vulkan = 0,
    Default = 0,
}

/// <summary>The version of a <see cref="TargetEnv"/>, spelt as Vulkan spells versions.</summary>
public enum EnvVersion
{
    Vulkan10 = 1 << 22,
    Vulkan11 = (1 << 22) | (1 << 12),
    Vulkan12 = (1 << 22) | (2 << 12),
    Vulkan13 = (1 << 22) | (3 << 12),
}

/// <summary>The version of SPIR-V, spelt as SPIR-V's header spells it.</summary>
public enum SpirvVersion
{
    Shaderc10 = 0x010000,
    Shaderc11 = 0x010100,
    Shaderc12 = 0x010200,
    Shaderc13 = 0x010300,
    Shaderc14 = 0x010400,
    Shaderc15 = 0x010500,
    Shaderc16 = 0x010600,
}
