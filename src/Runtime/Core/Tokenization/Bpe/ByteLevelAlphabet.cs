using System.Collections.Generic;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>
/// The spelling of bytes in a byte-level vocabulary (GPT-2's): printable Latin-1 characters stand for themselves, the other 68 bytes for the characters from U+0100 on.
/// </summary>
internal static class ByteLevelAlphabet
{
    private static readonly char[] Characters = Build();
    private static readonly Dictionary<char, byte> Bytes = Invert();

    /// <summary>The character that stands for a byte.</summary>
    public static char Spell(byte value) => Characters[value];

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

    private static char[] Build()
    {
        char[] characters = new char[256];
        int next = 0x100;
        for (int value = 0; value < characters.Length; value++)
        {
            bool printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = printable ? (char)value : (char)next++;
        }

        return characters;
    }

    private static Dictionary<char, byte> Invert()
    {
        Dictionary<char, byte> bytes = [];
        for (int value = 0; value < Characters.Length; value++)
        {
            bytes.Add(Characters[value], (byte)value);
        }

        return bytes;
    }
}
