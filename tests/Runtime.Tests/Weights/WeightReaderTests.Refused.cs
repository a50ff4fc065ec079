using System;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

/// <content>What is told apart, and what is refused in which words.</content>
public sealed partial class WeightReaderTests
{
    [Fact]
    public void A_manifest_of_other_columns_is_our_fault_too()
    {
        Write(new SafetensorsBuilder().Count("w", [2, 2]));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightSlot tooWide = new("w", WeightKind.Matrix, Rows: 2, Columns: 3, Layers: [], [WeightAlternative.Of(WeightSource.Whole("w", [2, 2]))]);

        string message = Assert.Throws<InvalidOperationException>(() => new WeightReader(checkpoint, new WeightManifest([tooWide], []))).Message;

        Assert.Equal("The manifest's slot 'w' is [2, 3], and its sources give 2 rows of 2 columns.", message);
    }

    /// <summary>Tied tensors of 40,000 numbers that differ in one, wherever it is: they are compared in pieces.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(32767)]
    [InlineData(32768)]
    [InlineData(39999)]
    [InlineData(-1)]
    public void One_number_tells_tied_tensors_apart(int different)
    {
        float[] values = new float[40000];
        byte[] embed = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        if (different >= 0)
        {
            values[different] = 1;
        }

        Write(new SafetensorsBuilder().Add("embed", "F32", [400, 100], embed).Add("head", "F32", [400, 100], MemoryMarshal.AsBytes(values.AsSpan())));
        ListLogger logger = new();
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightAlternative head = WeightAlternative.Of(WeightSource.Whole("head", [400, 100])), tied = WeightAlternative.Of(WeightSource.Whole("embed", [400, 100]));

        WeightReader reader = new(
            checkpoint,
            new WeightManifest([new("embeddings", WeightKind.Matrix, 400, 100, [], [tied, head]), new("head", WeightKind.Matrix, 400, 100, [], [head, tied])], []),
            logger);

        Assert.Equal(
            different < 0 ? [] : ["The config ties embed and head, but the checkpoint has both and they differ: each is used as it is."], logger.Messages);
        Assert.True(reader.IsApart("embeddings", "head"));
        Assert.False(reader.IsApart("head", "head"));
        Assert.False(reader.IsApart("head", "no such slot"));
    }

    /// <summary>What stands twice in a file, in parts and whole, is no tied weight: the parts are used, and nobody is told that they differ.</summary>
    [Fact]
    public void Parts_beside_the_whole_are_not_tied()
    {
        Write(new SafetensorsBuilder().Count("a", [1, 2]).Count("b", [1, 2]).Count("whole", [2, 2], 7));
        WeightAlternative parts = WeightAlternative.Of(WeightSource.Whole("a", [1, 2]), WeightSource.Whole("b", [1, 2], 1)), whole = WeightAlternative.Of(WeightSource.Whole("whole", [2, 2]));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);

        foreach (WeightAlternative[] ways in (WeightAlternative[][])[[parts, whole], [whole, parts]])
        {
            ListLogger logger = new();
            WeightSlot slot = new("w", WeightKind.Matrix, 2, 2, [], [.. ways]);

            Assert.Same(ways[0], new WeightReader(checkpoint, new WeightManifest([slot], []), logger).AlternativeOf(slot, WeightSlot.NoLayer));
            Assert.Empty(logger.Messages);
        }
    }

    [Fact]
    public void Rows_outside_of_a_slot_are_refused_by_name()
    {
        Write(new SafetensorsBuilder().Count("w", [4, 2]));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightSlot slot = WeightSlot.Of("w", WeightKind.Matrix, "w", [4, 2]);
        WeightReader reader = new(checkpoint, new WeightManifest([slot], []));

        Assert.Equal("rowStart", Refused(-1, 1, 2, 8));
        Assert.Equal("rowCount", Refused(0, -1, 2, 8));
        Assert.Equal("rowStart", Refused(3, 2, 2, 16));
        Assert.Equal("paddedColumns", Refused(0, 1, 1, 8));
        Assert.Equal("destination", Refused(0, 2, 2, 15));
        Assert.Equal("destination", Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadRows(slot, WeightSlot.NoLayer, 0, 2, new Int8Blocks(), new byte[63])).ParamName);
        Assert.Equal(
            "The slot 'w' does not exist for layer 3; wanted one of -1. (Parameter 'layer')",
            Assert.Throws<ArgumentException>(() => reader.ReadRows(slot, 3, 0, 1, ElementFormat.Float32, 2, new byte[8])).Message);

        string? Refused(int start, int count, int columns, int bytes) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadRows(slot, WeightSlot.NoLayer, start, count, ElementFormat.Float32, columns, new byte[bytes])).ParamName;
    }

    [Fact]
    public void A_row_that_cannot_be_quantised_is_named_with_its_layer()
    {
        float[] values = new float[300_000];
        values[200_001] = float.NaN;
        Write(new SafetensorsBuilder().Add("l.3.w", "F32", [300, 1000], MemoryMarshal.AsBytes(values.AsSpan())));
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightSlot slot = WeightSlot.Of("w", WeightKind.Matrix, "l.{layer}.w", [300, 1000], 3);
        WeightReader reader = new(checkpoint, new WeightManifest([slot], []));
        Int8Blocks format = new();

        string message = Assert.Throws<WeightValueException>(() => reader.ReadRows(slot, 3, 100, 200, format, new byte[200 * (int)format.RowBytes(1000)])).Message;

        Assert.Contains("w of layer 3", message, StringComparison.Ordinal);
        Assert.Contains("200", message, StringComparison.Ordinal);
        Assert.Contains("Columns 0 to 31", message, StringComparison.Ordinal);
    }
}
