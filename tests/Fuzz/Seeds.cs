using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.Fuzz;

/// <summary>Files of the repository to begin with.</summary>
internal static class Seeds
{
    /// <summary>All files of a name, or a name's end, in a folder of the tests and below.</summary>
    public static byte[][] Of(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
    ];

    /// <summary>A safetensors file of a header and as many bytes of data as it needs.</summary>
    public static byte[] Safetensors(string header, int data)
    {
        byte[] json = System.Text.Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)json.Length), .. json, .. Enumerable.Range(0, data).Select(static i => (byte)i)];
    }
}
