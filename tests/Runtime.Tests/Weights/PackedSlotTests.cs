using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

/// <summary>Slots of several tensors of which some are quantised: read as they are stored, in orders of their own, and beside plain ones.</summary>
public sealed class PackedSlotTests : IDisposable
{
    private const int Rows = 8;
    private const int Columns = 64;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A shared tensor is every expert's; the second expert alone wants an order.</summary>
    [Fact]
    public void Each_expert_has_the_order_that_its_tensors_want()
    {
        WeightSlot slot = WeightSlot.Matrix(
            "w", 3 * Rows, Columns, [WeightSource.EachExpert("{expert}.weight", [Rows, Columns], 2), WeightSource.Whole("s.weight", [Rows, Columns], 2 * Rows)]);
        WeightSlot shared = WeightSlot.Of("shared", WeightKind.Matrix, "s.weight", [Rows, Columns]);
        using Checkpoint checkpoint = Open(new SafetensorsBuilder().Gptq("0", Rows, Columns).Gptq("1", Rows, Columns, ordered: true).Gptq("s", Rows, Columns));
        WeightReader reader = new(checkpoint, new WeightManifest([slot, shared], []));

        ColumnOrders orders = Assert.IsType<ColumnOrders>(reader.OrdersOf(slot, WeightSlot.NoLayer));

        Assert.Equal((2, Columns), (orders.Count, orders.Columns));
        Assert.Null(orders.Of(0));
        Assert.Equal(GptqModules.Order(Columns), orders.Of(1)!.Columns.ToArray());
        Assert.Null(reader.OrdersOf(shared, WeightSlot.NoLayer));
    }

    [Theory]
    [InlineData(0, 2 * Rows)]
    [InlineData(3, 9)]
    public void Rows_in_turn_have_their_columns_in_the_order(int start, int count)
    {
        WeightSlot slot = WeightSlot.Matrix(
            "gateUp", 2 * Rows, Columns,
            [WeightSource.EachExpert("{expert}.gate.weight", [Rows, Columns], 1, 0, 2 * Rows, rowStride: 2), WeightSource.EachExpert("{expert}.up.weight", [Rows, Columns], 1, 1, 2 * Rows, rowStride: 2)]);
        using Checkpoint checkpoint = Open(new SafetensorsBuilder().Gptq("0.gate", Rows, Columns, ordered: true).Gptq("0.up", Rows, Columns, ordered: true));
        WeightReader reader = new(checkpoint, new WeightManifest([slot], []));
        float[] gate = reader.View["0.gate.weight"].ToFloats(), up = reader.View["0.up.weight"].ToFloats(), read = new float[count * Columns];

        reader.ReadRows(slot, WeightSlot.NoLayer, start, count, ElementFormat.Float32, Columns, reader.OrdersOf(slot, WeightSlot.NoLayer), MemoryMarshal.AsBytes(read.AsSpan()));

        Assert.Equal(
            Enumerable.Range(start, count).SelectMany(row => GptqModules.Order(Columns).Select(column => (row % 2 == 0 ? gate : up)[(row / 2 * Columns) + column])), read);
    }

    /// <summary>Rows of two tensors as their files have them, from the middle of one to the middle of the other.</summary>
    [Fact]
    public void Stored_rows_of_two_tensors_lie_below_each_other()
    {
        WeightSlot slot = TwoParts();
        using Checkpoint checkpoint = Open(new SafetensorsBuilder().Gptq("a", Rows, Columns).Gptq("b", Rows, Columns));
        WeightReader reader = new(checkpoint, new WeightManifest([slot], []));

        Assert.Equal(
            [.. reader.View["a.weight"].ToFloats()[(4 * Columns)..], .. reader.View["b.weight"].ToFloats()[..(4 * Columns)]], Stored(reader, slot, 4, Rows, out _));
    }

    /// <summary>Where some of the rows are plain, all are stored by way of their numbers.</summary>
    [Fact]
    public void Rows_of_a_quantised_and_a_plain_tensor_are_quantised_together()
    {
        WeightSlot slot = TwoParts();
        using Checkpoint checkpoint = Open(new SafetensorsBuilder().Gptq("a", Rows, Columns).Count("b.weight", [Rows, Columns]));
        WeightReader reader = new(checkpoint, new WeightManifest([slot], []));
        float[] numbers = [.. reader.View["a.weight"].ToFloats(), .. reader.View["b.weight"].ToFloats()];
        byte[] row = new byte[GptqModules.Format.RowBytes(Columns)];

        Stored(reader, slot, 0, 2 * Rows, out byte[] stored);

        for (int i = 0; i < 2 * Rows; i++)
        {
            GptqModules.Format.Encode(numbers.AsSpan(i * Columns, Columns), row);
            Assert.Equal(row, stored.AsSpan(i * row.Length, row.Length).ToArray());
        }
    }

    /// <summary>One quantised tensor among plain ones makes float32 of what a backend keeps in plain elements.</summary>
    [Fact]
    public void A_checkpoint_has_quantised_matrices_where_a_part_of_one_is()
    {
        WeightManifest manifest = new([WeightSlot.Of("embed", WeightKind.Matrix, "embed", [Rows, Columns]), TwoParts(), WeightSlot.Vector("norm", 4, "norm")], []);
        SafetensorsBuilder Plain(SafetensorsBuilder file) => file.Add("embed", "BF16", [Rows, Columns], new byte[Rows * Columns * 2]).Count("a.weight", [Rows, Columns]).Count("norm", [4]);
        using (Checkpoint checkpoint = Open(Plain(new SafetensorsBuilder().Gptq("b", Rows, Columns))))
        {
            WeightReader reader = new(checkpoint, manifest);

            Assert.True(reader.HasPacked);
            Assert.Equal((ElementFormat.BFloat16, ElementFormat.Float32), (reader.StoredFormat, reader.Resolve(WeightStorage.AsStored)));
        }

        using (Checkpoint checkpoint = Open(Plain(new SafetensorsBuilder().Count("b.weight", [Rows, Columns]))))
        {
            WeightReader reader = new(checkpoint, manifest);

            Assert.False(reader.HasPacked);
            Assert.Equal(ElementFormat.BFloat16, reader.Resolve(WeightStorage.AsStored));
        }
    }

    private static WeightSlot TwoParts() =>
        WeightSlot.Matrix("w", 2 * Rows, Columns, [WeightSource.Whole("a.weight", [Rows, Columns]), WeightSource.Whole("b.weight", [Rows, Columns], Rows)]);

    /// <summary>Rows in the format of the quantised tensors, and the numbers that they are.</summary>
    private static float[] Stored(WeightReader reader, WeightSlot slot, int start, int count, out byte[] stored)
    {
        int rowBytes = (int)GptqModules.Format.RowBytes(Columns);
        stored = new byte[count * rowBytes];
        reader.ReadRows(slot, WeightSlot.NoLayer, start, count, GptqModules.Format, stored);
        float[] numbers = new float[count * Columns];
        for (int row = 0; row < count; row++)
        {
            GptqModules.Format.Decode(stored.AsSpan(row * rowBytes, rowBytes), numbers.AsSpan(row * Columns, Columns));
        }

        return numbers;
    }

    private Checkpoint Open(SafetensorsBuilder file)
    {
        file.Write(_folder["model.safetensors"]);
        File.WriteAllText(_folder["config.json"], GptqModules.Config);
        return Checkpoint.Open(_folder.Path);
    }
}
