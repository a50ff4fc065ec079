using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Silk.NET.Shaderc;

/// <summary>
/// The part of the shader compiler's binding that makes SPIR-V of GLSL compute shaders. The genuine package calls a
/// native library; this one runs the <c>glslc</c> program, made of the same library.
/// </summary>
public sealed unsafe class Shaderc
{
    private Shaderc()
    {
    }

    public static Shaderc GetApi() => new();

    public Compiler* CompilerInitialize() => (Compiler*)NativeMemory.AllocZeroed((nuint)sizeof(Compiler));

    public void CompilerRelease(Compiler* arg0) => NativeMemory.Free(arg0);

    public CompileOptions* CompileOptionsInitialize() => (CompileOptions*)NativeMemory.AllocZeroed((nuint)sizeof(CompileOptions));

    public void CompileOptionsRelease(CompileOptions* options) => NativeMemory.Free(options);

    public void CompileOptionsSetTargetEnv(CompileOptions* options, TargetEnv target, uint version) => options->Environment = (EnvVersion)version;

    public void CompileOptionsSetTargetSpirv(CompileOptions* options, SpirvVersion version) => options->Spirv = version;

    public void CompileOptionsSetOptimizationLevel(CompileOptions* options, OptimizationLevel level) => options->Optimization = level;

    /// <summary>glslc makes SPIR-V of the version it is told to; this is the newest.</summary>
    public void GetSpvVersion(uint* version, uint* revision)
    {
        *version = 0x00010600;
        *revision = 1;
    }

    /// <summary>The caller releases the result. The size counts bytes of UTF-8.</summary>
    public CompilationResult* CompileIntoSpv(
        Compiler* compiler,
        string source_text,
        nuint source_text_size,
        ShaderKind shader_kind,
        string input_file_name,
        string entry_point_name,
        CompileOptions* additional_options)
    {
        ReadOnlySpan<byte> source = Encoding.UTF8.GetBytes(source_text);
        Glslc.Output output = Glslc.Run(source[..checked((int)source_text_size)], input_file_name, *additional_options);
        CompilationResult* result = (CompilationResult*)NativeMemory.AllocZeroed((nuint)sizeof(CompilationResult));
        result->Status = output.Status;
        result->Length = (nuint)output.Spirv.Length;
        result->Bytes = (byte*)NativeMemory.Alloc(result->Length);
        output.Spirv.CopyTo(new Span<byte>(result->Bytes, output.Spirv.Length));
        result->Messages = Marshal.StringToCoTaskMemUTF8(output.Messages);
        return result;
    }

    public CompilationStatus ResultGetCompilationStatus(CompilationResult* arg0) => arg0->Status;

    /// <summary>SPIR-V, <see cref="ResultGetLength"/> bytes of it, alive until the result is released.</summary>
    public byte* ResultGetBytes(CompilationResult* result) => result->Bytes;

    public nuint ResultGetLength(CompilationResult* result) => result->Length;

    public string ResultGetErrorMessageS(CompilationResult* result) => Marshal.PtrToStringUTF8(result->Messages)!;

    public void ResultRelease(CompilationResult* result)
    {
        NativeMemory.Free(result->Bytes);
        Marshal.FreeCoTaskMem(result->Messages);
        NativeMemory.Free(result);
    }
}
