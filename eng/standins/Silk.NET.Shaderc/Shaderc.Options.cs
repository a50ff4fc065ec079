using System;
using System.Runtime.InteropServices;

namespace Silk.NET.Shaderc;

/// <content>What a compilation is asked for.</content>
public unsafe partial class Shaderc
{
    private static CompileOptions Defaults => new() { Environment = EnvVersion.Vulkan10 };

    public CompileOptions* CompileOptionsInitialize()
    {
        CompileOptions* options = (CompileOptions*)NativeMemory.Alloc((nuint)sizeof(CompileOptions));
        *options = Defaults;
        return options;
    }

    public CompileOptions* CompileOptionsClone(CompileOptions* options)
    {
        CompileOptions* clone = CompileOptionsInitialize();
        if (options is not null)
        {
            *clone = *options;
        }

        return clone;
    }

    public void CompileOptionsRelease(CompileOptions* options) => NativeMemory.Free(options);

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is not Vulkan.</exception>
    public void CompileOptionsSetTargetEnv(CompileOptions* options, TargetEnv target, uint version)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(target, TargetEnv.Vulkan);
        options->Environment = (EnvVersion)version;
    }

    public void CompileOptionsSetTargetSpirv(CompileOptions* options, SpirvVersion version) => options->Spirv = version;

    public void CompileOptionsSetOptimizationLevel(CompileOptions* options, OptimizationLevel level) => options->Optimization = level;

    public void CompileOptionsSetGenerateDebugInfo(CompileOptions* options) => options->DebugInfo = true;

    public void CompileOptionsSetWarningsAsErrors(CompileOptions* options) => options->WarningsAsErrors = true;
}
