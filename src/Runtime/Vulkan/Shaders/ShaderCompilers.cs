using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Silk.NET.Shaderc;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Chooses the shader compiler.</summary>
internal static partial class ShaderCompilers
{
    /// <exception cref="ShaderCompilationException">The one asked for is not there; in automatic choice, neither.</exception>
    public static IShaderCompiler Choose(ShaderCompilerKind kind, ILogger logger)
    {
        if (kind == ShaderCompilerKind.Shaderc || (kind == ShaderCompilerKind.Automatic && HasLibrary()))
        {
            return new ShadercCompiler();
        }

        if (GlslcCompiler.Find() is { } program)
        {
            if (kind == ShaderCompilerKind.Automatic)
            {
                LogGlslc(logger, program);
            }

            return new GlslcCompiler(program);
        }

        return kind == ShaderCompilerKind.Automatic
            ? new ShadercCompiler()
            : throw new ShaderCompilationException("(any)", "No program glslc is on the PATH; wanted the package glslc, or the shaderc library (package Silk.NET.Shaderc.Native).");
    }

    /// <summary>Whether the native library that the binding looks for is there.</summary>
    private static bool HasLibrary()
    {
        if (!NativeLibrary.TryLoad("shaderc_shared", typeof(Shaderc).Assembly, null, out nint library))
        {
            return false;
        }

        NativeLibrary.Free(library);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The shaderc library is not installed: kernels are compiled by {Program}.")]
    private static partial void LogGlslc(ILogger logger, string program);
}
