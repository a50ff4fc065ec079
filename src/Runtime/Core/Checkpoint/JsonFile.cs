using System;
using System.IO;
using System.Text;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>JSON files beside the weights.</summary>
internal static class JsonFile
{
    /// <summary>A file's document. What is no JSON is an exception that <see cref="JsonFault.Is"/> knows, here or when a text is taken out of the document.</summary>
    public static JsonDocument Read(string path) => JsonDocument.Parse(WithoutMark(File.ReadAllBytes(path)));

    /// <summary>Some editors put a byte order mark in front of UTF-8, and JSON's grammar has none.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(byte[] bytes) =>
        bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
}
