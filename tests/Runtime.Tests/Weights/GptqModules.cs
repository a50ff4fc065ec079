using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

/// <summary>Modules that a file has in GPTQ, 4 bits and groups of 32 columns, and plain ones beside them.</summary>
internal static class GptqModules
{
    public const string Config = """{ "quantization_config": { "quant_method": "gptq", "bits": 4, "group_size": 32 } }""";

    /// <summary>What a module's weight is kept as.</summary>
    public static Int4Blocks Format { get; } = new(32, wideScales: false, zeros: true);

    /// <summary>Adds a module of random codes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="module">Its name.</param>
    /// <param name="rows">A multiple of 8.</param>
    /// <param name="columns">A multiple of 32.</param>
    /// <param name="ordered">Whether its groups lie in turn, column by column, so that it is kept packed in an order of its own alone.</param>
    public static SafetensorsBuilder Gptq(this SafetensorsBuilder file, string module, int rows, int columns, bool ordered = false)
    {
        int groups = columns / 32;
        byte[] codes = new byte[rows * columns / 2];
        new Random(module.Sum(static letter => letter)).NextBytes(codes);
        Half[] scales = [.. Enumerable.Range(0, groups * rows).Select(static i => (Half)((i + 1) / 64f))];
        file.Add(module + ".qweight", "I32", [columns / 8, rows], codes)
            .Add(module + ".qzeros", "I32", [groups, rows / 8], new byte[groups * rows / 2])
            .Add(module + ".scales", "F16", [groups, rows], MemoryMarshal.AsBytes(scales.AsSpan()));
        int[] groupOf = [.. Enumerable.Range(0, columns).Select(column => column % groups)];
        return ordered ? file.Add(module + ".g_idx", "I32", [columns], MemoryMarshal.AsBytes(groupOf.AsSpan())) : file;
    }

    /// <summary>Adds a tensor of 8 rows and 64 columns in bfloat16.</summary>
    public static SafetensorsBuilder Plain(this SafetensorsBuilder file, string name) => file.Add(name, "BF16", [8, 64], new byte[8 * 64 * 2]);

    /// <summary>The columns of a weight with ordered groups as they are kept: group by group.</summary>
    public static int[] Order(int columns) => [.. Enumerable.Range(0, columns).OrderBy(column => column % (columns / 32))];
}
