using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

/// <summary>A matrix whose groups of columns do not follow each other (GPTQ's <c>desc_act</c>): in an order of its own it stays packed, else it is widened and told.</summary>
public sealed class ReorderedRowsTests : IDisposable
{
    private const int Rows = 8;
    private const int Columns = 64;
    private const string Config = """{ "quantization_config": { "quant_method": "gptq", "bits": 4, "group_size": 32 } }""";
    private static readonly Dictionary<int, int> Apart = [];

    private readonly PackedFolder _folder = new(Rows, Columns);
    private readonly Checkpoint _checkpoint;
    private readonly WeightReader _reader;

    public ReorderedRowsTests()
    {
        byte[] codes = new byte[Rows * Columns / 2];
        new Random(3).NextBytes(codes);
        Half[] scales = [.. Enumerable.Range(0, 2 * Rows).Select(static i => (Half)((i + 1) / 64f))];
        int[] groupOf = [.. Enumerable.Range(0, Columns).Select(static column => column % 2)];
        _checkpoint = _folder.Open(Config, new SafetensorsBuilder()
            .Add("m.qweight", "I32", [Columns / 8, Rows], codes)
            .Add("m.qzeros", "I32", [2, Rows / 8], new byte[Rows])
            .Add("m.scales", "F16", [2, Rows], MemoryMarshal.AsBytes(scales.AsSpan()))
            .Add("m.g_idx", "I32", [Columns], MemoryMarshal.AsBytes(groupOf.AsSpan()))
            .Count("norm", [4]));
        _reader = new WeightReader(_checkpoint, new WeightManifest([Slot, WeightSlot.Vector("n", 4, "norm")], []));
    }

    private static WeightSlot Slot { get; } = WeightSlot.Of("w", WeightKind.Matrix, "m.weight", [Rows, Columns]);

    public void Dispose()
    {
        _checkpoint.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void In_an_order_of_its_own_it_stays_packed()
    {
        StoragePlan plan = StoragePlan.Of(WeightStorage.AsStored, _reader, Apart, static _ => true);

        RowFormat part = Assert.Single(plan.Of(Slot, WeightSlot.NoLayer));
        ScaledBlocks format = Assert.IsType<Int4Blocks>(part.Format);
        ColumnOrders orders = Assert.IsType<ColumnOrders>(plan.OrdersOf(Slot, WeightSlot.NoLayer));
        Assert.Same(orders, Assert.Single(plan.AllOrders));
        Assert.Equal(Columns, plan.ReorderedColumns);
        Assert.Empty(plan.WidenedWeights);

        float[] whole = _reader.View["m.weight"].ToFloats();
        int[] columns = [.. Enumerable.Range(0, Columns).Select(static i => i < 32 ? 2 * i : (2 * (i - 32)) + 1)]; // a group, then the other
        foreach ((int start, int count) in ((int, int)[])[(0, Rows), (3, 2), (7, 1)])
        {
            float[] wanted = [.. Enumerable.Range(start, count).SelectMany(row => columns.Select(column => whole[(row * Columns) + column]))];
            byte[] packed = new byte[count * format.RowBytes(Columns)];
            _reader.ReadRows(Slot, WeightSlot.NoLayer, start, count, format, orders, packed);
            float[] read = new float[count * Columns];
            for (int row = 0; row < count; row++)
            {
                format.Decode(packed.AsSpan(row * (int)format.RowBytes(Columns), (int)format.RowBytes(Columns)), read.AsSpan(row * Columns, Columns));
            }

            Assert.Equal(wanted, read);
            _reader.ReadRows(Slot, WeightSlot.NoLayer, start, count, ElementFormat.Float32, Columns, orders, MemoryMarshal.AsBytes(read.AsSpan()));
            Assert.Equal(wanted, read);
        }
    }

    [Fact]
    public void Where_the_backend_has_no_orders_it_is_widened_and_told()
    {
        foreach (StoragePlan plan in (StoragePlan[])[StoragePlan.Of(WeightStorage.AsStored, _reader, Apart), StoragePlan.Of(WeightStorage.AsStored, _reader, Apart, static _ => false)])
        {
            Assert.Equal([new RowFormat(0, Rows, new ElementBlocks(ElementFormat.Float32))], plan.Of(Slot, WeightSlot.NoLayer));
            Assert.Null(plan.OrdersOf(Slot, WeightSlot.NoLayer));
            WeightProblem widened = Assert.Single(plan.WidenedWeights);
            Assert.Contains("do not follow each other", widened.Found, StringComparison.Ordinal);
            Assert.Equal("a format that holds it exactly", widened.Wanted);
            ListLogger logger = new();
            Assert.Equal([widened], plan.AddTo(_reader.Report, logger).Widened);
            Assert.Contains(widened.Found, Assert.Single(logger.Messages), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(WeightStorage.Float16)]
    [InlineData(WeightStorage.Int8)]
    public void What_is_asked_for_needs_no_order_and_is_no_news(WeightStorage asked)
    {
        StoragePlan plan = StoragePlan.Of(asked, _reader, Apart, static _ => true);

        Assert.Empty(plan.AllOrders);
        Assert.Empty(plan.WidenedWeights);
    }

    [Fact]
    public void Packed_weights_are_float32_for_a_backend_of_plain_elements() => Assert.Equal(ElementFormat.Float32, _reader.Resolve(WeightStorage.AsStored));
}
