using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Silk.NET.Core.Native;

/// <summary>Text in native memory, zero-terminated UTF-8 in both of the encodings that are here.</summary>
public static unsafe class SilkMarshal
{
    // An array of texts owns its texts: address of the array, number of texts.
    private static readonly ConcurrentDictionary<nint, int> Arrays = new();

    /// <summary>Frees what a method of this class gave. False when the address is null.</summary>
    public static bool Free(nint ptr)
    {
        if (ptr == 0)
        {
            return false;
        }

        if (Arrays.TryRemove(ptr, out int count))
        {
            for (int i = 0; i < count; i++)
            {
                NativeMemory.Free((void*)((nint*)ptr)[i]);
            }
        }

        NativeMemory.Free((void*)ptr);
        return true;
    }

    public static void FreeString(nint ptr, NativeStringEncoding encoding = NativeStringEncoding.Ansi) => Free(ptr);

    public static string PtrToString(nint input, NativeStringEncoding encoding = NativeStringEncoding.Ansi) =>
        Marshal.PtrToStringUTF8(input)!;

    public static nint StringToPtr(string? input, NativeStringEncoding encoding = NativeStringEncoding.Ansi)
    {
        if (input is null)
        {
            return 0;
        }

        int length = System.Text.Encoding.UTF8.GetByteCount(input);
        byte* text = (byte*)NativeMemory.Alloc((nuint)length + 1);
        System.Text.Encoding.UTF8.GetBytes(input, new Span<byte>(text, length));
        text[length] = 0;
        return (nint)text;
    }

    public static nint StringArrayToPtr(IReadOnlyList<string> input, NativeStringEncoding encoding = NativeStringEncoding.Ansi) =>
        StringArrayToPtr(input, text => StringToPtr(text, encoding));

    public static nint StringArrayToPtr(IReadOnlyList<string> input, Func<string, nint> customStringMarshaller)
    {
        nint* texts = (nint*)NativeMemory.Alloc((nuint)Math.Max(1, input.Count), (nuint)sizeof(nint));
        for (int i = 0; i < input.Count; i++)
        {
            texts[i] = customStringMarshaller(input[i]);
        }

        Arrays[(nint)texts] = input.Count;
        return (nint)texts;
    }
}
