using System;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>A matrix of 32-bit words, each of several codes.</summary>
internal sealed class PackedWords(CheckpointTensor tensor)
{
    public long Rows => tensor.Shape[0];

    public long Columns => tensor.Shape[1];

    /// <summary>Words of a row, from one on.</summary>
    public void Read(long row, long first, Span<uint> words) => tensor.ReadBytes(((row * Columns) + first) * sizeof(uint), MemoryMarshal.AsBytes(words));

    /// <summary>A field of a word, counted from its lowest bits.</summary>
    public static int Field(uint word, int field, int bits) => (int)(word >> (field * bits)) & ((1 << bits) - 1);
}
