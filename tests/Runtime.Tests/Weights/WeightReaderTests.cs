using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

public sealed partial class WeightReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tensors_are_put_below_each_other_and_rows_padded()
    {
        Write(new SafetensorsBuilder().Count("l.3.q", [2, 3], 10).Count("l.3.k", [1, 3], 20));
        WeightSlot slot = new("qk", WeightKind.Matrix, Rows: 3, Columns: 3, Layers: [3], [WeightAlternative.Of(
            WeightSource.Whole("l.{layer}.q", [2, 3]),
            WeightSource.Whole("l.{layer}.k", [1, 3], targetRow: 2))]);

        float[] values = Read(slot, 3);

        Assert.Equal([10, 11, 12, 0, 0, 0, 0, 0, 13, 14, 15, 0, 0, 0, 0, 0, 20, 21, 22, 0, 0, 0, 0, 0], values);
    }

    [Fact]
    public void Blocks_reorder_rows()
    {
        // Two groups of (2 rows q, 1 row z) become q q q q z z.
        Write(new SafetensorsBuilder().Count("qz", [6]));
        WeightSlot slot = new("qz", WeightKind.Vector, Rows: 6, Columns: 1, Layers: [], [WeightAlternative.Of(
            WeightSource.Part(
                "qz",
                [6],
                new RowBlock(SourceStart: 0, SourceStride: 3, TargetStart: 0, TargetStride: 2, Rows: 2, Blocks: 2),
                new RowBlock(SourceStart: 2, SourceStride: 3, TargetStart: 4, TargetStride: 1, Rows: 1, Blocks: 2)))]);

        Assert.Equal([0, 1, 3, 4, 2, 5], Read(slot, WeightSlot.NoLayer));
    }

    [Fact]
    public void Experts_are_stacked_or_already_are()
    {
        WeightSlot slot = new("gateUp", WeightKind.Vector, Rows: 8, Columns: 2, Layers: [0], [
            WeightAlternative.Of(
                WeightSource.EachExpert("{layer}.{expert}.gate", [2, 2], experts: 2, targetRow: 0, expertStride: 4),
                WeightSource.EachExpert("{layer}.{expert}.up", [2, 2], experts: 2, targetRow: 2, expertStride: 4)),
            WeightAlternative.Of(WeightSource.Whole("{layer}.gate_up", [2, 4, 2]))]);
        float[] expected = [0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23, 30, 31, 32, 33];

        Write(new SafetensorsBuilder().Count("0.0.gate", [2, 2]).Count("0.0.up", [2, 2], 10).Count("0.1.gate", [2, 2], 20).Count("0.1.up", [2, 2], 30));
        Assert.Equal(expected, Read(slot, 0));

        Write(new SafetensorsBuilder().Add("0.gate_up", "F32", [2, 4, 2], MemoryMarshal.AsBytes(expected.AsSpan())));
        Assert.Equal(expected, Read(slot, 0));
    }

    /// <summary>Two experts of [4 inputs, 3 outputs] whose outputs are the rows; more inputs and outputs than a strip is wide and deep, in every piece of rows.</summary>
    [Theory]
    [InlineData(2, 4, 3)]
    [InlineData(3, 131, 1100)]
    public void Transposed_matrices_are_turned_over(int experts, int inputs, int outputs)
    {
        Write(new SafetensorsBuilder().Count("0.down", [experts, inputs, outputs]));
        WeightSlot slot = new("down", WeightKind.Matrix, experts * outputs, inputs, Layers: [0], [
            WeightAlternative.Of(WeightSource.Whole("{layer}.down", [experts, outputs, inputs])),
            WeightAlternative.Of(WeightSource.Transpose("{layer}.down", [experts, inputs, outputs]))]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightReader reader = new(checkpoint, new WeightManifest([slot], []));
        int padded = slot.PaddedColumns;

        foreach ((int start, int count) in ((int, int)[])[(0, slot.Rows), (1, 2), (outputs - 1, 2), (slot.Rows - 1, 1)])
        {
            float[] rows = Filled(count * padded);
            reader.ReadRows(slot, 0, start, count, ElementFormat.Float32, padded, MemoryMarshal.AsBytes(rows.AsSpan()));
            Assert.Equal(
                Enumerable.Range(start, count).SelectMany(row => Enumerable.Range(0, padded).Select(column =>
                    column < inputs ? (float)((((row / outputs * inputs) + column) * outputs) + (row % outputs)) : 0f)),
                rows);
        }
    }

    [Fact]
    public void Every_piece_of_rows_is_that_piece_of_the_whole()
    {
        Write(new SafetensorsBuilder().Count("0.0.gate", [3, 2]).Count("0.0.up", [3, 2], 10).Count("0.1.gate", [3, 2], 20).Count("0.1.up", [3, 2], 30));
        WeightSlot slot = new("gateUp", WeightKind.Matrix, Rows: 12, Columns: 2, Layers: [0], [WeightAlternative.Of(
            WeightSource.EachExpert("{layer}.{expert}.gate", [3, 2], experts: 2, targetRow: 0, expertStride: 6),
            WeightSource.EachExpert("{layer}.{expert}.up", [3, 2], experts: 2, targetRow: 3, expertStride: 6))]);
        float[] whole = Read(slot, 0);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightReader reader = new(checkpoint, new WeightManifest([slot], []));

        for (int start = 0; start <= 12; start++)
        {
            for (int count = 0; count <= 12 - start; count++)
            {
                float[] piece = Filled(count * 8);
                reader.ReadRows(slot, 0, start, count, ElementFormat.Float32, 8, MemoryMarshal.AsBytes(piece.AsSpan()));
                Assert.Equal(whole.AsSpan(start * 8, count * 8).ToArray(), piece);
            }
        }
    }

    [Fact]
    public void Rows_come_in_the_format_asked_for()
    {
        Write(new SafetensorsBuilder().Add("w", "BF16", [1, 2], [0x80, 0x3F, 0x00, 0xC0]).Count("v", [2], 5));
        WeightSlot matrix = WeightSlot.Of("w", WeightKind.Matrix, "w", [1, 2]);
        WeightSlot vector = WeightSlot.Of("v", WeightKind.Vector, "v", [2]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightReader reader = new(checkpoint, new WeightManifest([vector, matrix], []));

        Assert.Equal(ElementFormat.BFloat16, reader.StoredFormat);
        Assert.Equal(ElementFormat.BFloat16, reader.Resolve(WeightStorage.AsStored));
        Assert.Equal(ElementFormat.Float16, reader.Resolve(WeightStorage.Float16));
        Assert.Equal([(Half)1, (Half)(-2), (Half)0], MemoryMarshal.Cast<byte, Half>(reader.ReadAll(matrix, WeightSlot.NoLayer, ElementFormat.Float16)).ToArray()[..3]);
        Assert.Equal(16, reader.ReadAll(matrix, WeightSlot.NoLayer, ElementFormat.BFloat16).Length);
        Assert.Equal(8, reader.ReadAll(vector, WeightSlot.NoLayer, ElementFormat.Float32).Length);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void A_tied_head_that_differs_is_used_and_told(bool same, int warnings)
    {
        Write(new SafetensorsBuilder().Count("embed", [2, 2]).Count("head", [2, 2], same ? 0 : 7));
        ListLogger logger = new();
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightSlot head = TiedHead();

        WeightReader reader = new(checkpoint, new WeightManifest([head], []), logger);

        Assert.Equal(warnings, logger.Messages.Count);
        Assert.Equal("head", reader.AlternativeOf(head, WeightSlot.NoLayer).Sources[0].Key);
    }

    [Fact]
    public void A_tied_head_that_is_missing_is_the_embedding()
    {
        Write(new SafetensorsBuilder().Count("embed", [2, 2], 3));

        Assert.Equal([3, 4], Read(TiedHead(), WeightSlot.NoLayer).Take(2));
    }

    [Fact]
    public void A_manifest_that_does_not_fill_its_slot_is_our_fault()
    {
        Write(new SafetensorsBuilder().Count("w", [2, 2]));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightSlot tooTall = new("w", WeightKind.Matrix, Rows: 3, Columns: 2, Layers: [], [WeightAlternative.Of(WeightSource.Whole("w", [2, 2]))]);

        Assert.Throws<InvalidOperationException>(() => new WeightReader(checkpoint, new WeightManifest([tooTall], [])));
    }

    [Fact]
    public void A_layer_without_the_slot_is_refused()
    {
        Write(new SafetensorsBuilder().Count("w.1", [2]));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightSlot slot = WeightSlot.Of("w", WeightKind.Vector, "w.{layer}", [2], 1);
        WeightReader reader = new(checkpoint, new WeightManifest([slot], []));

        Assert.Throws<ArgumentException>(() => reader.ReadAll(slot, 0, ElementFormat.Float32));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadRows(slot, 1, 1, 2, ElementFormat.Float32, 1, new byte[8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadRows(slot, 1, 0, 2, ElementFormat.Float32, 1, new byte[7]));
    }

    private static WeightSlot TiedHead() => new("head", WeightKind.Matrix, Rows: 2, Columns: 2, Layers: [], [
        WeightAlternative.Of(WeightSource.Whole("head", [2, 2])),
        WeightAlternative.Of(WeightSource.Whole("embed", [2, 2]))]);

    private static float[] Filled(int count) => [.. Enumerable.Repeat(float.NaN, count)];

    private void Write(SafetensorsBuilder builder) => builder.Write(_folder["model.safetensors"]);

    private float[] Read(WeightSlot slot, int layer)
    {
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightReader reader = new(checkpoint, new WeightManifest([slot], []));
        float[] values = Filled(slot.Rows * slot.PaddedColumns);
        reader.ReadRows(slot, layer, 0, slot.Rows, ElementFormat.Float32, slot.PaddedColumns, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
