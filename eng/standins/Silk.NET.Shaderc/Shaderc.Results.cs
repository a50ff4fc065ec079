using System;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Silk.NET.Core.Native;

namespace Silk.NET.Shaderc;

/// <content>What a compilation gave.</content>
public unsafe partial class Shaderc
{
    public CompilationStatus ResultGetCompilationStatus(CompilationResult* arg0) =>
        arg0 is null ? CompilationStatus.NullResultObject : arg0->Status;

    /// <summary>SPIR-V, <see cref="ResultGetLength"/> bytes of it, alive until the result is released.</summary>
    public byte* ResultGetBytes(CompilationResult* result) => result->Bytes;

    public nuint ResultGetLength(CompilationResult* result) => result->Length;

    /// <summary>Zero-terminated UTF-8, alive until the result is released; empty when there is nothing to say.</summary>
    public byte* ResultGetErrorMessage(CompilationResult* result) => result->Messages;

    public string ResultGetErrorMessageS(CompilationResult* result) =>
        SilkMarshal.PtrToString((nint)result->Messages, NativeStringEncoding.UTF8);

    public nuint ResultGetNumErrors(CompilationResult* result) => result->Errors;

    public nuint ResultGetNumWarnings(CompilationResult* result) => result->Warnings;

    public void ResultRelease(CompilationResult* result)
    {
        if (result is null)
        {
            return;
        }

        NativeMemory.Free(result->Bytes);
        SilkMarshal.Free((nint)result->Messages);
        NativeMemory.Free(result);
    }

    private static CompilationResult* ResultOf(Glslc.Output output)
    {
        CompilationResult* result = (CompilationResult*)NativeMemory.AllocZeroed((nuint)sizeof(CompilationResult));
        result->Status = output.Status;
        result->Length = (nuint)output.Spirv.Length;
        result->Bytes = (byte*)NativeMemory.Alloc(result->Length);
        output.Spirv.CopyTo(new Span<byte>(result->Bytes, output.Spirv.Length));
        result->Messages = (byte*)SilkMarshal.StringToPtr(output.Messages, NativeStringEncoding.UTF8);
        result->Errors = (nuint)Regex.Count(output.Messages, @": error:");
        result->Warnings = (nuint)Regex.Count(output.Messages, @": warning:");
        return result;
    }
}
