using System.Collections.Generic;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>
/// The spelling of bytes in a byte-level vocabulary (GPT-2's): printable Latin-1 characters stand for themselves, the other 68 bytes for the characters from U+0100 on.
/// </summary>
internal static class ByteLevelAlphabet
{
    private static readonly Dictionary<char, byte> Bytes = Build();

    /// <summary>The bytes that a token's spelling stands for; the spelling's own UTF-8 where it has a character outside the alphabet.</summary>
    public static byte[] Decode(string spelling)
    {
        byte[] bytes = new byte[spelling.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!Bytes.TryGetValue(spelling[i], out bytes[i]))
            {
                return Encoding.UTF8.GetBytes(spelling);
            }
        }

        return bytes;
    }

    private static Dictionary<char, byte> Build()
    {
        Dictionary<char, byte> bytes = [];
        int next = 0x100;
        for (int value = 0; value < 256; value++)
        {
            bool printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            bytes.Add(printable ? (char)value : (char)next++, (byte)value);
        }

        return bytes;
    }
}
