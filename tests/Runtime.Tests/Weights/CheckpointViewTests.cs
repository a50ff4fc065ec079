using System;
using System.Linq;
using System.Runtime.InteropServices;
using Modelwright.Contract;

namespace Modelwright.Runtime.Tests;

/// <summary>The rows of a name, wherever a checkpoint has them.</summary>
public sealed class CheckpointViewTests : IDisposable
{
    private static readonly WeightSlot GateUp = new("gate_up", WeightKind.Matrix, Rows: 12, Columns: 2, Layers: [1], [
        WeightAlternative.Of(
            WeightSource.EachExpert("m.{layer}.{expert}.gate", [3, 2], experts: 2, targetRow: 0, expertStride: 6),
            WeightSource.EachExpert("m.{layer}.{expert}.up", [3, 2], experts: 2, targetRow: 3, expertStride: 6)),
        WeightAlternative.Of(WeightSource.Whole("m.{layer}.gate_up", [2, 6, 2]))]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("m.1.0.gate", 0)]
    [InlineData("m.1.0.up", 6)]
    [InlineData("m.1.1.gate", 12)]
    [InlineData("m.1.1.up", 18)]
    public void Rows_of_an_expert_are_found_in_the_stack(string name, int first)
    {
        Write(new SafetensorsBuilder().Count("m.1.gate_up", [2, 6, 2]));

        Assert.Equal(Enumerable.Range(first, 6).Select(static i => (float)i), Read(name));
    }

    /// <summary>[experts, columns, rows]: the rows are the last dimension, and any part of them can be read.</summary>
    [Theory]
    [InlineData("m.1.0.gate", new float[] { 0, 6, 1, 7, 2, 8 })]
    [InlineData("m.1.1.up", new float[] { 15, 21, 16, 22, 17, 23 })]
    public void Rows_of_an_expert_are_found_in_a_transposed_stack(string name, float[] expected)
    {
        Write(new SafetensorsBuilder().Count("m.1.gate_up", [2, 2, 6]));
        WeightSlot slot = GateUp with { Alternatives = [.. GateUp.Alternatives, WeightAlternative.Of(WeightSource.Transpose("m.{layer}.gate_up", [2, 2, 6]))] };

        Assert.Equal(expected, Read(name, slot));
    }

    [Fact]
    public void Rows_of_the_stack_are_found_in_the_experts_in_pieces()
    {
        Write(new SafetensorsBuilder().Count("m.1.0.gate", [3, 2]).Count("m.1.0.up", [3, 2], 6).Count("m.1.1.gate", [3, 2], 12).Count("m.1.1.up", [3, 2], 18));

        Assert.Equal(Enumerable.Range(0, 24).Select(static i => (float)i), Read("m.1.gate_up"));
    }

    [Fact]
    public void Sorted_rows_are_found_where_they_are_stored_in_another_order()
    {
        WeightSlot slot = new("qz", WeightKind.Vector, Rows: 6, Columns: 1, Layers: [], [
            WeightAlternative.Of(WeightSource.Part(
                "m.mixed", [6], new RowBlock(0, 3, 0, 2, 2, Blocks: 2), new RowBlock(2, 3, 4, 1, 1, Blocks: 2))),
            WeightAlternative.Of(WeightSource.Whole("m.q", [4]), WeightSource.Whole("m.z", [2], targetRow: 4))]);
        Write(new SafetensorsBuilder().Count("m.q", [4]).Count("m.z", [2], 10));

        // Two groups of two rows of q and one of z.
        Assert.Equal([0f, 1, 10, 2, 3, 11], Read("m.mixed", slot));
    }

    [Theory]
    [InlineData("m.0.gate", new float[] { 0, 1, 4, 5, 8, 9 })]
    [InlineData("m.1.up", new float[] { 14, 15, 18, 19, 22, 23 })]
    [InlineData("m.gate_up", null)]
    public void Rows_that_lie_in_turn_are_found(string name, float[]? expected)
    {
        WeightSlot slot = new("gate_up", WeightKind.Matrix, Rows: 12, Columns: 2, Layers: [], [
            WeightAlternative.Of(
                WeightSource.EachExpert("m.{expert}.gate", [3, 2], experts: 2, targetRow: 0, expertStride: 6, rowStride: 2),
                WeightSource.EachExpert("m.{expert}.up", [3, 2], experts: 2, targetRow: 1, expertStride: 6, rowStride: 2)),
            WeightAlternative.Of(WeightSource.Whole("m.gate_up", [2, 6, 2]))]);
        if (expected is not null)
        {
            Write(new SafetensorsBuilder().Count("m.gate_up", [2, 6, 2]));
            Assert.Equal(expected, Read(name, slot));
            return;
        }

        Write(new SafetensorsBuilder().Count("m.0.gate", [3, 2]).Count("m.0.up", [3, 2], 6).Count("m.1.gate", [3, 2], 12).Count("m.1.up", [3, 2], 18));
        Assert.Equal([0f, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11, 12, 13, 18, 19, 14, 15, 20, 21, 16, 17, 22, 23], Read(name, slot));
    }

    [Fact]
    public void A_part_of_the_rows_is_that_part()
    {
        Write(new SafetensorsBuilder().Count("m.1.0.gate", [3, 2]).Count("m.1.0.up", [3, 2], 6).Count("m.1.1.gate", [3, 2], 12).Count("m.1.1.up", [3, 2], 18));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        StoredRows rows = new CheckpointView(checkpoint, new WeightManifest([GateUp], [])).Rows("m.1.gate_up");

        Assert.Equal((24, 2), (rows.Elements, rows.Columns));
        for (int start = 0; start <= 24; start++)
        {
            for (int count = 0; count <= 24 - start; count++)
            {
                float[] values = new float[count];
                rows.Read(start, count, ElementFormat.Float32, MemoryMarshal.AsBytes(values.AsSpan()));
                Assert.Equal(Enumerable.Range(start, count).Select(static i => (float)i), values);
            }
        }

        Assert.Equal("firstElement", Assert.Throws<ArgumentOutOfRangeException>(() => rows.Read(24, 1, ElementFormat.Float32, new byte[4])).ParamName);
        Assert.Equal("firstElement", Assert.Throws<ArgumentOutOfRangeException>(() => rows.Read(-1, 1, ElementFormat.Float32, new byte[4])).ParamName);
    }

    /// <summary>[experts, columns, rows]: rows of three columns, from any element on.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Any_part_of_transposed_rows_is_that_part(int expert)
    {
        Write(new SafetensorsBuilder().Count("m.down", [2, 3, 5]));
        WeightSlot slot = new("down", WeightKind.Matrix, Rows: 10, Columns: 3, Layers: [], [
            WeightAlternative.Of(WeightSource.EachExpert("m.{expert}.down", [5, 3], experts: 2)), WeightAlternative.Of(WeightSource.Transpose("m.down", [2, 3, 5]))]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        StoredRows rows = new CheckpointView(checkpoint, new WeightManifest([slot], [])).Rows($"m.{expert}.down");
        float[] whole = [.. Enumerable.Range(0, 15).Select(i => (float)((expert * 15) + (i % 3 * 5) + (i / 3)))];

        Assert.Equal((15, 3), (rows.Elements, rows.Columns));
        for (int start = 0; start <= 15; start++)
        {
            for (int count = 0; count <= 15 - start; count++)
            {
                float[] values = new float[count];
                rows.Read(start, count, ElementFormat.Float32, MemoryMarshal.AsBytes(values.AsSpan()));
                Assert.Equal(whole.AsSpan(start, count).ToArray(), values);
            }
        }
    }

    [Fact]
    public void A_tensor_of_the_name_itself_is_read_whole()
    {
        Write(new SafetensorsBuilder().Count("m.1.0.gate", [3, 2], 7));

        Assert.Equal([7f, 8, 9, 10, 11, 12], Read("m.1.0.gate"));
        Assert.Equal((0, 0), (new StoredRows().Columns, new StoredRows().Elements));
    }

    [Fact]
    public void A_name_that_is_nowhere_is_named()
    {
        Write(new SafetensorsBuilder().Count("m.1.0.gate", [3, 2]));

        Assert.Equal("m.1.0.up", Assert.Throws<TensorNotFoundException>(() => Read("m.1.0.up")).Tensor);
        Assert.Equal("other", Assert.Throws<TensorNotFoundException>(() => Read("other")).Tensor);
    }

    /// <summary>Rows of a stack are looked for layer by layer.</summary>
    [Fact]
    public void Rows_of_one_layer_are_not_anothers()
    {
        Write(new SafetensorsBuilder().Count("m.1.gate_up", [2, 6, 2]).Count("m.2.gate_up", [2, 6, 2], 100));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        CheckpointView view = new(checkpoint, new WeightManifest([GateUp with { Layers = [1, 2] }], []));

        foreach ((int layer, float first) in ((int, float)[])[(1, 0), (2, 100), (1, 0)])
        {
            float[] values = new float[6];
            view.Rows($"m.{layer}.0.gate").Read(0, 6, ElementFormat.Float32, MemoryMarshal.AsBytes(values.AsSpan()));
            Assert.Equal(first, values[0]);
        }
    }

    /// <summary>Rows that are no neighbours in their tensor, or are seen in another way, are pieces of their own.</summary>
    [Fact]
    public void Rows_may_be_put_together_in_any_order()
    {
        Write(new SafetensorsBuilder().Count("m", [2, 2]));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        CheckpointTensor tensor = checkpoint["m"];
        StoredRows rows = new();
        foreach ((int row, bool transposed) in ((int, bool)[])[(1, false), (0, false), (1, true), (0, true), (0, false), (1, false)])
        {
            rows.Append(tensor, row, 1, transposed);
        }

        float[] values = new float[12];
        rows.Read(0, 12, ElementFormat.Float32, MemoryMarshal.AsBytes(values.AsSpan()));

        Assert.Equal([2f, 3, 0, 1, 1, 3, 0, 2, 0, 1, 2, 3], values);
    }

    private float[] Read(string name, WeightSlot? slot = null)
    {
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        StoredRows rows = new CheckpointView(checkpoint, new WeightManifest([slot ?? GateUp], [])).Rows(name);
        float[] values = new float[rows.Elements];
        rows.Read(0, values.Length, ElementFormat.Float32, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private void Write(SafetensorsBuilder builder) => builder.Write(_folder["model.safetensors"]);
}
