using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

/// <content>Rows that are quantised in pieces, by several threads.</content>
public sealed partial class WeightReaderTests
{
    [Theory]
    [InlineData(0, 300)]
    [InlineData(10, 290)]
    [InlineData(0, 262)] // as many as are quantised at once
    [InlineData(299, 1)]
    public void Quantised_rows_are_each_row_quantised(int start, int count)
    {
        float[] values = [.. Enumerable.Range(0, 300_000).Select(static i => ((i * 7919L) % 1013) - 506f)];
        Write(new SafetensorsBuilder().Add("w", "F32", [300, 1000], MemoryMarshal.AsBytes(values.AsSpan())));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightSlot slot = WeightSlot.Of("w", WeightKind.Matrix, "w", [300, 1000]);
        Int8Blocks format = new();
        int rowBytes = (int)format.RowBytes(1000);
        byte[] rows = new byte[count * rowBytes], row = new byte[rowBytes];

        new WeightReader(checkpoint, new WeightManifest([slot], [])).ReadRows(slot, WeightSlot.NoLayer, start, count, format, rows);

        for (int i = 0; i < count; i++)
        {
            format.Encode(values.AsSpan((start + i) * 1000, 1000), row);
            Assert.True(row.AsSpan().SequenceEqual(rows.AsSpan(i * rowBytes, rowBytes)), $"row {start + i}");
        }
    }

    [Fact]
    public void Rows_that_alternate_are_put_in_turn()
    {
        Write(new SafetensorsBuilder().Count("0.gate", [2, 8]).Count("1.gate", [2, 8], 100).Count("0.up", [2, 8], 200).Count("1.up", [2, 8], 300));
        WeightSlot slot = WeightSlot.Matrix(
            "gateUp", 8, 8, [WeightSource.EachExpert("{expert}.gate", [2, 8], 2, 0, 4, rowStride: 2), WeightSource.EachExpert("{expert}.up", [2, 8], 2, 1, 4, rowStride: 2)]);

        Assert.Equal([0f, 200, 8, 208, 100, 300, 108, 308], Read(slot, WeightSlot.NoLayer).Where(static (_, i) => i % 8 == 0));
    }

    /// <summary>More columns than are quantised at once: a row each.</summary>
    [Fact]
    public void The_widest_rows_are_quantised_one_by_one()
    {
        const int columns = (1 << 18) + 32;
        float[] values = [.. Enumerable.Range(0, 2 * columns).Select(static i => ((i * 7919L) % 1013) - 506f)];
        Write(new SafetensorsBuilder().Add("w", "F32", [2, columns], MemoryMarshal.AsBytes(values.AsSpan())));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightSlot slot = WeightSlot.Of("w", WeightKind.Matrix, "w", [2, columns]);
        Int8Blocks format = new();
        int rowBytes = (int)format.RowBytes(columns);
        byte[] rows = new byte[2 * rowBytes], row = new byte[rowBytes];

        new WeightReader(checkpoint, new WeightManifest([slot], [])).ReadRows(slot, WeightSlot.NoLayer, 0, 2, format, rows);

        for (int i = 0; i < 2; i++)
        {
            format.Encode(values.AsSpan(i * columns, columns), row);
            Assert.True(row.AsSpan().SequenceEqual(rows.AsSpan(i * rowBytes, rowBytes)), $"row {i}");
        }
    }

    /// <summary>[inputs, outputs] twice, whose outputs are rows in turn, padded from 3 columns to 8.</summary>
    [Fact]
    public void Transposed_rows_that_alternate_are_put_in_turn()
    {
        Write(new SafetensorsBuilder().Count("gate", [3, 4]).Count("up", [3, 4], 100));
        WeightSource Each(string name, int target) => WeightSource.Transpose(name, [3, 4]) with { Blocks = [new RowBlock(0, 0, target, 0, 4, RowStride: 2)] };

        float[] read = Read(WeightSlot.Matrix("gateUp", 8, 3, [Each("gate", 0), Each("up", 1)]), WeightSlot.NoLayer);

        Assert.Equal(
            Enumerable.Range(0, 8).SelectMany(static row => Enumerable.Range(0, 8).Select(column => column < 3 ? (row % 2 * 100) + (column * 4) + (row / 2) : 0f)), read);
    }

    [Fact]
    public void The_same_bytes_in_another_format_are_other_numbers()
    {
        byte[] bytes = [0, 0x3C, 0, 0x40, 0, 0x42, 0, 0x44];
        Write(new SafetensorsBuilder().Add("embed", "F16", [2, 2], bytes).Add("head", "BF16", [2, 2], bytes));
        ListLogger logger = new();
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        _ = new WeightReader(checkpoint, new WeightManifest([TiedHead()], []), logger);

        Assert.Single(logger.Messages);
    }

    [Fact]
    public void Rows_of_tensors_in_several_formats_are_float32()
    {
        Write(new SafetensorsBuilder().Add("0.w", "F16", [1, 8], new byte[16]).Add("1.w", "BF16", [1, 8], new byte[16]));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightSource source = WeightSource.EachExpert("{expert}.w", [1, 8], 2);
        WeightReader reader = new(checkpoint, new WeightManifest([WeightSlot.Matrix("w", 2, 8, [source])], []));

        Assert.Equal(new ElementBlocks(ElementFormat.Float32), reader.StoredFormatOf(source, WeightSlot.NoLayer));
        Assert.Equal(new ElementBlocks(ElementFormat.Float16), reader.StoredFormatOf(source with { Experts = 1 }, WeightSlot.NoLayer));
    }

    [Fact]
    public void A_checkpoint_that_lacks_something_is_refused_at_once()
    {
        Write(new SafetensorsBuilder().Count("w", [1, 2]));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        Assert.Equal(
            "other",
            Assert.Single(Assert.Throws<WeightMismatchException>(() => new WeightReader(checkpoint, new WeightManifest([WeightSlot.Of("o", WeightKind.Matrix, "other", [1, 2])], []))).Report.Missing).Key);
    }
}
