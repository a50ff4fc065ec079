using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using Modelwright.Runtime.TorchSharp;

namespace Modelwright.Build.Tests;

/// <summary>TorchSharp's library for Linux, as it is in the package, and damaged copies of it.</summary>
internal static class Genuine
{
    public static string Path { get; } = System.IO.Path.Combine(
        typeof(Genuine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "TorchSharp").Value!,
        "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

    public static byte[] Image => File.ReadAllBytes(Path);

    /// <summary>The image with another text, of the same length, where a zero-terminated text was.</summary>
    public static byte[] Respelt(byte[] image, string from, string to)
    {
        int at = image.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\0{from}\0"));
        Assert.True(at >= 0 && from.Length == to.Length);
        Encoding.UTF8.GetBytes(to).CopyTo(image, at + 1);
        return image;
    }

    /// <summary>The image with its first relocation of a symbol turned to the symbol that carries the version.</summary>
    public static byte[] Used(byte[] image)
    {
        ElfLibrary library = new(image);
        (int index, _) = Assert.Single(library.SymbolsOf(library.Required.Single(static r => r.Version == OptionalVersion.Version)));
        const ulong globalData = 6; // R_X86_64_GLOB_DAT: the low half of r_info; a symbol's number is the high half.
        for (int at = 0; at + 8 <= image.Length; at += 8)
        {
            ulong info = BinaryPrimitives.ReadUInt64LittleEndian(image.AsSpan(at));
            if ((uint)info == globalData && info >> 32 is > 0 and < 10_000 && library.IsUsed((int)(info >> 32)))
            {
                BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(at), ((ulong)index << 32) | globalData);
                return image;
            }
        }

        throw new InvalidOperationException("The library has no relocation of that kind.");
    }
}
