using System;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Tests;

/// <summary>Formats that matrices are stored in, by words that a test's name can hold: <c>Int4 64 wide zeros</c>.</summary>
internal static class Stored
{
    /// <summary>Every kind of format that kernels tell apart.</summary>
    public static string[] Scaled { get; } =
        ["Int8", "Int8 64 wide", "Int8 16 zeros", "Int4", "Int4 64", "Int4 128 wide", "Int4 32 zeros", "Int4 64 wide zeros", "Float8", "Float8 16 wide"];

    public static BlockFormat As(string words)
    {
        string[] parts = words.Split(' ');
        int group = parts.Length > 1 && int.TryParse(parts[1], out int columns) ? columns : parts[0] == "Float8" ? 128 : 32;
        (bool wide, bool zeros) = (parts.Contains("wide"), parts.Contains("zeros"));
        return parts[0] switch
        {
            "Int8" => new Int8Blocks(group, wide, zeros),
            "Int4" => new Int4Blocks(group, wide, zeros),
            "Float8" => new Float8Blocks(group, wide),
            _ => new ElementBlocks(Enum.Parse<ElementFormat>(parts[0])),
        };
    }

    /// <summary>Rows as a format stores them; <paramref name="values"/> become what it keeps of them. Zeros, which nothing of ours chooses, are put in.</summary>
    public static byte[] Rows(BlockFormat format, Span<float> values, int columns)
    {
        int rowBytes = (int)format.RowBytes(columns);
        byte[] bytes = new byte[values.Length / columns * rowBytes];
        for (int row = 0; row < values.Length / columns; row++)
        {
            Span<byte> stored = bytes.AsSpan(row * rowBytes, rowBytes);
            Span<float> kept = values.Slice(row * columns, columns);
            format.Encode(kept, stored);
            for (int group = 0; format is ScaledBlocks { Zeros: true } scaled && group < scaled.Groups(columns); group++)
            {
                scaled.WriteGroup(stored, columns, group, scaled.ReadGroup(stored, columns, group).Scale, (sbyte)(((row * 5) + (group * 3)) % 11 - 5));
            }

            format.Decode(stored, kept);
        }

        return bytes;
    }
}
