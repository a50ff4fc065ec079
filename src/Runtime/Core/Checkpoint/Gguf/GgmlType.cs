using System.Collections.Generic;
using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>How a tensor of a GGUF file is stored (ggml's <c>ggml_type</c>): blocks of elements of a row, each of so many bytes.</summary>
/// <param name="Name">Its name in ggml.</param>
/// <param name="BlockElements">Elements of a block; 0 where the type is not known.</param>
/// <param name="BlockBytes">Bytes of a block.</param>
internal sealed record GgmlType(string Name, int BlockElements, int BlockBytes)
{
    /// <summary>Blocks of 32 elements.</summary>
    private const int Small = 32;

    /// <summary>The K and IQ types' super-blocks.</summary>
    private const int Large = 256;

    private static readonly Dictionary<uint, GgmlType> Known = new()
    {
        [0] = new("F32", 1, 4),
        [1] = new("F16", 1, 2),
        [2] = new("Q4_0", Small, 18),
        [3] = new("Q4_1", Small, 20),
        [6] = new("Q5_0", Small, 22),
        [7] = new("Q5_1", Small, 24),
        [8] = new("Q8_0", Small, 34),
        [9] = new("Q8_1", Small, 36),
        [10] = new("Q2_K", Large, 84),
        [11] = new("Q3_K", Large, 110),
        [12] = new("Q4_K", Large, 144),
        [13] = new("Q5_K", Large, 176),
        [14] = new("Q6_K", Large, 210),
        [15] = new("Q8_K", Large, 292),
        [16] = new("IQ2_XXS", Large, 66),
        [17] = new("IQ2_XS", Large, 74),
        [18] = new("IQ3_XXS", Large, 98),
        [19] = new("IQ1_S", Large, 50),
        [20] = new("IQ4_NL", Small, 18),
        [21] = new("IQ3_S", Large, 110),
        [22] = new("IQ2_S", Large, 82),
        [23] = new("IQ4_XS", Large, 136),
        [24] = new("I8", 1, 1),
        [25] = new("I16", 1, 2),
        [26] = new("I32", 1, 4),
        [27] = new("I64", 1, 8),
        [28] = new("F64", 1, 8),
        [29] = new("IQ1_M", Large, 56),
        [30] = new("BF16", 1, 2),
        [34] = new("TQ1_0", Large, 54),
        [35] = new("TQ2_0", Large, 66),
        [39] = new("MXFP4", Small, 17),
    };

    /// <summary>What an element is where each stands for itself; <see cref="ElementFormat.Unknown"/> for blocks.</summary>
    public ElementFormat Element => ElementFormats.Parse(Name);

    /// <summary>The type of a number in the file; one of no known size where there is none.</summary>
    public static GgmlType Of(uint number) =>
        Known.TryGetValue(number, out GgmlType? type) ? type : new GgmlType(string.Create(CultureInfo.InvariantCulture, $"ggml type {number}"), 0, 0);
}
