using System;

namespace Modelwright.Runtime;

/// <summary>What <see cref="Convert"/> has since .NET 9.</summary>
internal static class HexText
{
    extension(Convert)
    {
        public static string ToHexStringLower(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
    }
}
