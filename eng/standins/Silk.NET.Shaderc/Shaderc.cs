using System;
using System.Runtime.InteropServices;
using System.Text;
using Silk.NET.Core.Contexts;
using Silk.NET.Core.Native;

namespace Silk.NET.Shaderc;

/// <summary>
/// The part of the shader compiler's binding that makes SPIR-V of GLSL compute shaders. The genuine package calls a
/// native library; this one runs the <c>glslc</c> program, made of the same library.
/// </summary>
public unsafe partial class Shaderc : NativeAPI
{
    public Shaderc(INativeContext ctx)
        : base(ctx)
    {
    }

    public static Shaderc GetApi() => new(new NoLibrary());

    public Compiler* CompilerInitialize() => (Compiler*)NativeMemory.AllocZeroed((nuint)sizeof(Compiler));

    public void CompilerRelease(Compiler* arg0) => NativeMemory.Free(arg0);

    /// <summary>glslc makes SPIR-V of the version it is told to; this is the newest.</summary>
    public void GetSpvVersion(uint* version, uint* revision)
    {
        *version = 0x00010600;
        *revision = 1;
    }

    /// <summary>A shader in SPIR-V for Vulkan 1.0 when <paramref name="additional_options"/> is null. The caller releases the result.</summary>
    public CompilationResult* CompileIntoSpv(
        Compiler* compiler,
        byte* source_text,
        nuint source_text_size,
        ShaderKind shader_kind,
        byte* input_file_name,
        byte* entry_point_name,
        CompileOptions* additional_options)
    {
        ReadOnlySpan<byte> source = new(source_text, checked((int)source_text_size));
        return Compile(source, shader_kind, SilkMarshal.PtrToString((nint)input_file_name, NativeStringEncoding.UTF8), additional_options);
    }

    /// <inheritdoc cref="CompileIntoSpv(Compiler*, byte*, nuint, ShaderKind, byte*, byte*, CompileOptions*)"/>
    public CompilationResult* CompileIntoSpv(
        Compiler* compiler,
        byte* source_text,
        nuint source_text_size,
        ShaderKind shader_kind,
        string input_file_name,
        string entry_point_name,
        CompileOptions* additional_options)
    {
        ReadOnlySpan<byte> source = new(source_text, checked((int)source_text_size));
        return Compile(source, shader_kind, input_file_name, additional_options);
    }

    /// <inheritdoc cref="CompileIntoSpv(Compiler*, byte*, nuint, ShaderKind, byte*, byte*, CompileOptions*)"/>
    public CompilationResult* CompileIntoSpv(
        Compiler* compiler,
        ref readonly byte source_text,
        nuint source_text_size,
        ShaderKind shader_kind,
        string input_file_name,
        string entry_point_name,
        CompileOptions* additional_options)
    {
        fixed (byte* source = &source_text)
        {
            return CompileIntoSpv(compiler, source, source_text_size, shader_kind, input_file_name, entry_point_name, additional_options);
        }
    }

    /// <inheritdoc cref="CompileIntoSpv(Compiler*, byte*, nuint, ShaderKind, byte*, byte*, CompileOptions*)"/>
    public CompilationResult* CompileIntoSpv(
        Compiler* compiler,
        string source_text,
        nuint source_text_size,
        ShaderKind shader_kind,
        string input_file_name,
        string entry_point_name,
        CompileOptions* additional_options)
    {
        // The size counts bytes of UTF-8, whatever the text is stored as.
        ReadOnlySpan<byte> source = Encoding.UTF8.GetBytes(source_text);
        return Compile(source[..checked((int)source_text_size)], shader_kind, input_file_name, additional_options);
    }

    private static CompilationResult* Compile(ReadOnlySpan<byte> source, ShaderKind kind, string fileName, CompileOptions* options)
    {
        CompileOptions asked = options is null ? Defaults : *options;
        Glslc.Output output = kind == ShaderKind.ComputeShader
            ? Glslc.Run(source, fileName, asked)
            : new Glslc.Output(CompilationStatus.InvalidStage, [], "Only compute shaders are compiled.");
        return ResultOf(output);
    }

    /// <summary>Functions that are not native need no library.</summary>
    private sealed class NoLibrary : INativeContext
    {
        public nint GetProcAddress(string proc, int? slot = null) => 0;

        public bool TryGetProcAddress(string proc, out nint addr, int? slot = null)
        {
            addr = 0;
            return false;
        }

        public void Dispose()
        {
        }
    }
}
