using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Silk.NET.Shaderc;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Compiles in this process, by the shaderc library (package Silk.NET.Shaderc, native part Silk.NET.Shaderc.Native).</summary>
public sealed unsafe class ShadercCompiler : IShaderCompiler
{
    private readonly Shaderc _api;

    /// <summary>Loads the library.</summary>
    /// <exception cref="ShaderCompilationException">It is not there.</exception>
    public ShadercCompiler()
    {
        try
        {
            _api = Shaderc.GetApi();
            uint version = 0;
            uint revision = 0;
            _api.GetSpvVersion(&version, &revision);
            Version = string.Create(CultureInfo.InvariantCulture, $"shaderc {typeof(Shaderc).Assembly.GetName().Version} spv {version} {revision}");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The binding's loader throws types of its own for a missing library.
            throw new ShaderCompilationException(
                "(any)",
                $"The shaderc library cannot be loaded ({e.Message}); wanted libshaderc_shared of the package Silk.NET.Shaderc.Native, or the glslc program (package glslc).",
                e);
        }
    }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Compile(IReadOnlyList<ShaderSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        Compiler* compiler = _api.CompilerInitialize();
        CompileOptions* options = _api.CompileOptionsInitialize();
        try
        {
            _api.CompileOptionsSetTargetEnv(options, TargetEnv.Vulkan, (uint)EnvVersion.Vulkan12);
            _api.CompileOptionsSetTargetSpirv(options, SpirvVersion.Shaderc15);
            _api.CompileOptionsSetOptimizationLevel(options, OptimizationLevel.Zero);
            List<byte[]> modules = [];
            foreach (ShaderSource source in sources)
            {
                modules.Add(Compile(compiler, options, source));
            }

            return modules;
        }
        finally
        {
            _api.CompileOptionsRelease(options);
            _api.CompilerRelease(compiler);
        }
    }

    private byte[] Compile(Compiler* compiler, CompileOptions* options, ShaderSource source)
    {
        CompilationResult* result = _api.CompileIntoSpv(
            compiler, source.Glsl, (nuint)Encoding.UTF8.GetByteCount(source.Glsl), ShaderKind.ComputeShader, source.Name, "main", options);
        try
        {
            if (_api.ResultGetCompilationStatus(result) != CompilationStatus.Success)
            {
                throw new ShaderCompilationException(source.Name, _api.ResultGetErrorMessageS(result));
            }

            return new ReadOnlySpan<byte>(_api.ResultGetBytes(result), checked((int)_api.ResultGetLength(result))).ToArray();
        }
        finally
        {
            _api.ResultRelease(result);
        }
    }
}
