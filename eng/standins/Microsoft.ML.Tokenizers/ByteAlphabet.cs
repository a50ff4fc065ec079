using System.Collections.Generic;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>GPT-2's spelling of bytes: visible characters of Latin-1 as themselves, the others from U+0100 on in order.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] Letters = MakeLetters();
    private static readonly Dictionary<char, byte> Bytes = MakeBytes();

    public static char Letter(byte value) => Letters[value];

    /// <summary>A token's bytes; a character outside of the alphabet stands for its own UTF-8.</summary>
    public static void AppendBytes(string token, List<byte> bytes)
    {
        foreach (char letter in token)
        {
            if (Bytes.TryGetValue(letter, out byte value))
            {
                bytes.Add(value);
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes([letter]));
            }
        }
    }

    private static char[] MakeLetters()
    {
        char[] letters = new char[256];
        int next = 0x100;
        for (int value = 0; value < 256; value++)
        {
            bool visible = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            letters[value] = (char)(visible ? value : next++);
        }

        return letters;
    }

    private static Dictionary<char, byte> MakeBytes()
    {
        Dictionary<char, byte> bytes = [];
        for (int value = 0; value < 256; value++)
        {
            bytes.Add(Letters[value], (byte)value);
        }

        return bytes;
    }
}
