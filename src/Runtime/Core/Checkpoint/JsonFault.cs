using System;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>Tells exceptions by which <see cref="JsonDocument"/> says that a text is no JSON.</summary>
internal static class JsonFault
{
    /// <summary>
    /// Bytes that are not UTF-8, and escapes of half a surrogate pair, are found only when a text is taken out of the document, and then by an <see cref="InvalidOperationException"/>.
    /// </summary>
    public static bool Is(Exception exception) => exception is JsonException or InvalidOperationException;
}
