using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

/// <content>Files, and reading them.</content>
public sealed partial class PackedWeightTests
{
    private static WeightManifest Manifest => new([new WeightSlot("w", WeightKind.Matrix, Rows, Columns, [], [WeightAlternative.Of(WeightSource.Whole("m.weight", [Rows, Columns]))])], []);

    private SafetensorsBuilder GptqFile(Half[]? scales = null, int[]? groupOf = null)
    {
        SafetensorsBuilder file = new SafetensorsBuilder()
            .Add("m.qweight", "I32", [Columns / 8, Rows], Bytes(Rows * Columns / 2))
            .Add("m.qzeros", "I32", [Columns / Group, Rows / 8], new byte[Columns / Group * Rows / 2])
            .Add("m.scales", "F16", [Columns / Group, Rows], AsBytes(scales ?? Scales(Columns / Group * Rows)));
        return groupOf is null ? file : file.Add("m.g_idx", "I32", [Columns], AsBytes(groupOf));
    }

    private static SafetensorsBuilder Float8File(byte[] codes, int[] scales) => new SafetensorsBuilder()
        .Add("m.weight", "F8_E4M3", [Rows, Columns], codes)
        .Add("m.weight_scale_inv", "F32", scales, AsBytes(Enumerable.Repeat(1f, scales[0] * scales[1]).ToArray()));

    private void Write(string config, SafetensorsBuilder file)
    {
        file.Write(Path.Combine(_folder.Path, "model.safetensors"));
        File.WriteAllText(Path.Combine(_folder.Path, "config.json"), config);
    }

    private float[] Read(string config, SafetensorsBuilder file)
    {
        Write(config, file);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightReader reader = new(checkpoint, Manifest);
        float[] values = reader.View["m.weight"].ToFloats();
        float[] stored = new float[values.Length];

        // The packed bytes stand for the same numbers.
        BlockFormat format = reader.StoredFormatOf(Manifest.Slots[0].Alternatives[0].Sources[0], WeightSlot.NoLayer);
        Assert.IsAssignableFrom<ScaledBlocks>(format);
        byte[] rows = new byte[Rows * format.RowBytes(Columns)], over = [.. Enumerable.Repeat((byte)0xFF, rows.Length)];
        reader.ReadRows(Manifest.Slots[0], WeightSlot.NoLayer, 0, Rows, format, rows);
        reader.ReadRows(Manifest.Slots[0], WeightSlot.NoLayer, 0, Rows, format, over);
        Assert.Equal(rows, over); // nothing is left of what was there
        for (int row = 0; row < Rows; row++)
        {
            format.Decode(rows.AsSpan(row * (int)format.RowBytes(Columns), (int)format.RowBytes(Columns)), stored.AsSpan(row * Columns, Columns));
        }

        Assert.Equal(values, stored);
        return values;
    }

    /// <summary>Reading it whole is refused by the one exception that says why.</summary>
    private void AssertRefused(string config, SafetensorsBuilder file, string found)
    {
        Write(config, file);
        PackedWeightException e = Assert.Throws<PackedWeightException>(() =>
        {
            using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
            new WeightReader(checkpoint, Manifest).ReadAll(Manifest.Slots[0], WeightSlot.NoLayer, ElementFormat.Float32);
        });
        Assert.Contains(found, e.Message, StringComparison.Ordinal);
    }

    private static void AssertRows(float[] values, Func<int, int, float> wanted)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(wanted(i / Columns, i % Columns), values[i]);
        }
    }

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private Half[] Scales(int count) => [.. Enumerable.Range(0, count).Select(_ => (Half)(0.01 + _random.NextDouble()))];

    private static byte[] AsBytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
