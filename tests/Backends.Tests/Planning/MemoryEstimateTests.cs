using System.Linq;
using Modelwright.IR;
using Modelwright.IR.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>What a model takes, against sums by hand.</summary>
public class MemoryEstimateTests
{
    /// <summary>Of <see cref="TinySpecs.Dense"/>: numbers of the embeddings, which are as many as the head's.</summary>
    private const long Table = 131 * 72;

    /// <summary>Of a layer: [q | k | v], the output, gates and ups, downs.</summary>
    private const long Matrices = (80 * 72) + (72 * 40) + (100 * 72) + (72 * 50);

    /// <summary>Of a layer: biases of both projections, the norms of queries and keys, the two norms of the stream.</summary>
    private const long Vectors = 80 + 72 + 10 + 10 + 72 + 72;

    /// <summary>A layer's keys and values of a token.</summary>
    private const long Cached = 2 * 2 * 10;

    [Theory]
    [InlineData(null, null, null, 4, 4, 512, 1)]
    [InlineData("AsStored", null, null, 4, 4, 512, 1)]
    [InlineData("Float32", 100, 3, 4, 4, 100, 3)]
    [InlineData("Float16", 100, 3, 2, 2, 100, 3)]
    [InlineData("BFloat16", null, 2, 2, 2, 512, 2)]
    [InlineData("Int8", 7, null, 1.0625, 2, 7, 1)]
    [InlineData("Int4", 9, 2, 0.5625, 2, 9, 2)]
    public void A_dense_model(string? storage, int? maxContext, int? maxBatch, double bytes, int cached, int context, int batch)
    {
        MemoryEstimate estimate = MemoryEstimate.Of(TinySpecs.Dense, new(maxContext, maxBatch, storage is null ? null : StorageFormat.Find(storage)));

        long matrices = (2 * (long)(Table * bytes)) + (2 * ((long)(80 * 72 * bytes) + (long)(72 * 40 * bytes) + (long)(100 * 72 * bytes) + (long)(72 * 50 * bytes)));
        Assert.Equal((context, batch), (estimate.Context, estimate.Batch));
        Assert.Equal(matrices + (4 * ((2 * Vectors) + 72)), estimate.Weights);
        Assert.Equal(batch * 2 * Cached * context * cached, estimate.States);
        Assert.Equal(estimate.Weights + estimate.States, estimate.Total);
    }

    [Fact]
    public void A_tied_head_takes_nothing() => Assert.Equal(
        4 * Table,
        MemoryEstimate.Of(TinySpecs.Dense, ClassDefaults.None).Weights - MemoryEstimate.Of(TinySpecs.Dense with { TiedEmbeddings = true }, ClassDefaults.None).Weights);

    [Fact]
    public void A_checkpoint_in_16_bits_takes_half_for_matrices_and_caches()
    {
        MemoryEstimate estimate = MemoryEstimate.Of(TinySpecs.Dense with { StoredType = ElementType.F16 }, ClassDefaults.None);
        Assert.Equal((2 * ((2 * Table) + (2 * Matrices))) + (4 * ((2 * Vectors) + 72)), estimate.Weights);
        Assert.Equal(2 * Cached * 512 * 2, estimate.States);
    }

    /// <summary>A context that nobody names is the config's, up to 4096 tokens.</summary>
    [Theory]
    [InlineData(4095, 4095)]
    [InlineData(4096, 4096)]
    [InlineData(4097, 4096)]
    public void A_context_that_nobody_names(int positions, int context) => Assert.Equal(context, MemoryEstimate.ContextOf(TinySpecs.Dense with { MaxPositions = positions }, ClassDefaults.None));

    /// <summary>Two linear layers of three have a filter's last 3 columns and matrices in float32, the third has keys and values; what is quantised keeps gates and routers wide.</summary>
    [Fact]
    public void A_hybrid_model()
    {
        MemoryEstimate plain = MemoryEstimate.Of(TinySpecs.Next, new(MaxContext: 10));
        MemoryEstimate quantised = MemoryEstimate.Of(TinySpecs.Next, new(MaxContext: 10, Storage: StorageFormat.Find("int4")));
        const long Linear = 2 * 4 * ((120 * 3) + (6 * 12 * 8));
        const long KeysAndValues = 2L * 2 * 20 * 10;
        Assert.Equal(Linear + (4 * KeysAndValues), plain.States);
        Assert.Equal(Linear + (2 * KeysAndValues), quantised.States);

        WeightSlot[] slots = [.. WeightTable.Of(ModelLowering.Lower(TinySpecs.Next).Towers).Slots];
        Assert.Equal(slots.Sum(static slot => 4L * System.Math.Max(1, slot.Layers.Count) * slot.Rows * slot.Columns), plain.Weights);
        Assert.Contains(slots, static slot => slot.Kind == WeightKind.Matrix && slot.Alternatives[0].Sources.All(static source => source.Wide));
        Assert.Equal(
            slots.Sum(static slot => System.Math.Max(1, slot.Layers.Count) * (long)(slot.Rows * slot.Columns * (slot.Kind == WeightKind.Vector || slot.Alternatives[0].Sources.All(static source => source.Wide) ? 4 : 0.5625))),
            quantised.Weights);
    }

    /// <summary>Bits of a number with its share of the scales; what is plain every backend keeps.</summary>
    [Fact]
    public void Formats_that_a_project_may_name() => Assert.Equal(
        ["AsStored  True", "Float32 32 True", "Float16 16 True", "BFloat16 16 True", "Int8 8.5 False", "Int4 4.5 False", "Float8 8.125 False"],
        StorageFormat.All.Select(static format => StorageFormat.Find(format.Name)!).Select(static format => System.FormattableString.Invariant($"{format.Name} {format.BitsPerWeight} {format.IsPlain}")));

    [Theory]
    [InlineData("int4", "Int4")]
    [InlineData("FLOAT8", "Float8")]
    [InlineData("AsStored", "AsStored")]
    [InlineData("Int5", null)]
    [InlineData("", null)]
    public void A_format_is_found_by_its_name_in_any_case(string name, string? found) => Assert.Equal(found, StorageFormat.Find(name)?.Name);
}
