using System;
using System.IO;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>Tells exceptions by which <see cref="JsonDocument"/> says that a text is no JSON.</summary>
internal static class JsonFault
{
    /// <summary>
    /// Bytes that are not UTF-8, and escapes of half a surrogate pair, are found only when a text is taken out of the document, and then by an <see cref="InvalidOperationException"/>.
    /// </summary>
    public static bool Is(Exception exception) => exception is JsonException or InvalidOperationException;

    /// <summary>What a file holds in place of JSON: where it is another file, what that is and what to do.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">What <see cref="Is"/> was true for.</param>
    public static string Describe(string path, Exception fault)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] start = new byte[ForeignFile.StartLength];
            return DiskFile.Recognize(start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false))) is { } foreign
                ? $"{foreign.Found} ({foreign.Advice})"
                : "text that is not JSON: " + fault.Message;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "text that is not JSON: " + fault.Message;
        }
    }
}
