using System;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.Runtime;

namespace Modelwright.Backends.Tests;

/// <summary>Sequences of one call that stand at columns of their own, some with padding before them and some behind.</summary>
[Collection(KernelRunnerCollection.Name)]
[Trait("Subgroups", "Any")]
public sealed class AgesKernelTests(KernelRunner runner)
{
    private const int Heads = 4;
    private const int KeyValueHeads = 2;
    private const int Dim = 20;
    private const int Padded = 24;
    private static readonly AttentionShape Shape = new(Heads, KeyValueHeads, Dim, OutputGate: false);
    private static readonly NormSpec Norm = new(1e-5f, ZeroCentred: false);

    /// <summary>What stands behind a sequence's end is not kept, and its places keep what they had.</summary>
    [Fact]
    public void New_keys_and_values_go_where_their_sequence_stands()
    {
        const int tokens = 4;
        const int capacity = 11;
        SequenceSpan[] ages = [new(0, 0, 4), new(5, 2, 7), new(3, 5, 11)];
        double[] projection = Reference.Numbers(1, ages.Length * tokens * Shape.ProjectionWidth);
        KernelBuffer keys = KernelBuffer.Unwritten(ages.Length * KeyValueHeads * capacity * Padded);
        KernelBuffer values = KernelBuffer.Unwritten(ages.Length * KeyValueHeads * capacity * Padded);
        KernelBuffer q = KernelBuffer.Unwritten(ages.Length * tokens * Heads * Padded);

        runner.Run(
            AttentionPrepareKernel.Emit("Prepare", Shape, 10, Norm),
            new KernelSetting { Batch = ages.Length, Tokens = tokens, Past = 5, Capacity = capacity, KeyValueHeads = KeyValueHeads, Ages = ages },
            KernelBuffer.Rows(projection, Shape.ProjectionWidth), KernelBuffer.Of([.. Reference.Numbers(2, ages.Length * tokens * 10).Select(static x => (float)x)]),
            KernelBuffer.Vector(Reference.Numbers(3, Dim)), KernelBuffer.Vector(Reference.Numbers(4, Dim)), q, keys, values);

        Assert.DoesNotContain(float.NaN, q.Floats.ToArray());
        for (int place = 0; place < ages.Length * KeyValueHeads * capacity; place++)
        {
            (int sequence, int head, int column) = (place / capacity / KeyValueHeads, place / capacity % KeyValueHeads, place % capacity);
            int token = column - ages[sequence].Past;
            bool written = token is >= 0 and < tokens && column < ages[sequence].End;
            Assert.Equal(written ? 0 : Padded, keys.Floats.Slice(place * Padded, Padded).ToArray().Count(float.IsNaN));
            int at = (((sequence * tokens) + token) * Shape.ProjectionWidth) + ((Heads + KeyValueHeads + head) * Dim);
            Assert.Equal(
                written ? [.. Enumerable.Range(at, Dim).Select(i => (float)projection[i]), 0, 0, 0, 0] : Enumerable.Repeat(float.NaN, Padded),
                values.Floats.Slice(place * Padded, Padded).ToArray());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    [InlineData(299)]
    [InlineData(300)]
    [InlineData(301)]
    public void A_token_sees_the_keys_of_its_own_sequence(int? window)
    {
        SequenceSpan[] ages = [new(3, 0, 4), new(300, 17, 301), new(20, 0, 15), new(256, 256, 257), new(255, 0, 256)];
        const int capacity = 310;
        (double[] q, double[] keys, double[] values) = Cache(ages.Length, 1, capacity);
        KernelBuffer result = KernelBuffer.Unwritten(ages.Length * Heads * Dim);

        runner.Run(
            AttentionDecodeKernel.Emit("Attention", Shape, window),
            new KernelSetting { Batch = ages.Length, Past = 300, Capacity = capacity, KeyValueHeads = KeyValueHeads, Ages = ages },
            KernelBuffer.Rows(q, Padded), KernelBuffer.Rows(keys, Padded), KernelBuffer.Rows(values, Padded),
            KernelBuffer.Unwritten((int)(ages.Length * 2 * AttentionDecodeKernel.PartialBytes(Heads, Dim) / sizeof(float))), KernelBuffer.Of(new uint[ages.Length * KeyValueHeads]), result);

        Reference.Close(Attended(ages, 1, capacity, window, q, keys, values), i => result.Floats[i]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(6)]
    [InlineData(41)]
    public void Many_tokens_see_the_keys_of_their_own_sequence(int? window)
    {
        const int tokens = 9;
        const int capacity = 60;
        SequenceSpan[] ages = [new(0, 0, 9), new(40, 3, 45), new(7, 10, 16), new(31, 0, 40)];
        (double[] q, double[] keys, double[] values) = Cache(ages.Length, tokens, capacity);
        KernelBuffer result = KernelBuffer.Unwritten(ages.Length * tokens * Heads * Dim);

        runner.Run(
            AttentionPrefillKernel.Emit("Attention", Shape, window),
            new KernelSetting { Batch = ages.Length, Tokens = tokens, Past = 40, Capacity = capacity, KeyValueHeads = KeyValueHeads, Ages = ages },
            KernelBuffer.Rows(q, Padded), KernelBuffer.Rows(keys, Padded), KernelBuffer.Rows(values, Padded),
            KernelBuffer.Unwritten(ages.Length * tokens * Heads * (Padded + AttentionPrefillKernel.AccumulatorTail)), result);

        Reference.Close(Attended(ages, tokens, capacity, window, q, keys, values), i => result.Floats[i]);
    }

    /// <summary>Padding before or behind a sequence leaves its state as it is, and is zero where a norm masks it.</summary>
    [Fact]
    public void Padding_on_either_side_changes_no_state()
    {
        DeltaShape shape = new(1, 2, 8, 12);
        SequenceSpan[] ages = [new(3, 0, 4), new(3, 4, 9), new(6, 0, 6), new(6, 6, 7)];
        bool[] real = [true, false, false, true];
        KernelSetting setting = new() { Batch = ages.Length, Past = 6, Ages = ages };
        double[] columns = Reference.Numbers(3, ages.Length * 3 * shape.Channels);
        KernelBuffer convolved = KernelBuffer.Rows(columns, shape.Channels);
        KernelBuffer matrices = KernelBuffer.Of([.. Reference.Numbers(6, ages.Length * 2 * 12 * 8).Select(static x => (float)x)]);
        float[] before = matrices.Floats.ToArray();
        KernelBuffer projection() => KernelBuffer.Rows(Reference.Numbers(1, ages.Length * shape.ProjectionWidth), shape.ProjectionWidth);

        runner.Run(
            ConvolutionStepKernel.Emit("Convolution", shape, 4, Activation.Silu), setting, projection(), KernelBuffer.Vector(Reference.Numbers(2, shape.Channels * 4)), convolved,
            KernelBuffer.Unwritten(ages.Length * shape.MixedWidth));
        runner.Run(
            DeltaStepKernel.Emit("Delta", shape, Norm), setting, KernelBuffer.Rows(Reference.Numbers(4, ages.Length * shape.MixedWidth), shape.MixedWidth), projection(),
            KernelBuffer.Vector(Reference.Numbers(5, 2)), KernelBuffer.Vector(Reference.Numbers(7, 2)), KernelBuffer.Vector(Reference.Numbers(8, 12)), matrices, KernelBuffer.Unwritten(ages.Length * 24));

        for (int sequence = 0; sequence < ages.Length; sequence++)
        {
            bool kept = Enumerable.Range(0, 3 * shape.Channels).All(i => convolved.Floats[(((sequence * 3) + (i / shape.Channels)) * 40) + (i % shape.Channels)] == (float)columns[(sequence * 3 * shape.Channels) + i]);
            Assert.Equal(real[sequence], !kept);
            Assert.Equal(real[sequence], !matrices.Floats.Slice(sequence * 192, 192).SequenceEqual(before.AsSpan(sequence * 192, 192)));
        }

        KernelBuffer normed = KernelBuffer.Unwritten(ages.Length * 3 * 16);
        runner.Run(
            RmsNormKernel.Emit("Norm", 16, Norm, maskPadding: true), setting with { Tokens = 3 }, KernelBuffer.Rows(Reference.Numbers(9, ages.Length * 3 * 16), 16), KernelBuffer.Vector([.. Enumerable.Repeat(1.0, 16)]), normed);
        for (int row = 0; row < ages.Length * 3; row++)
        {
            int column = ages[row / 3].Past + (row % 3);
            bool zero = normed.Floats.Slice(row * 16, 16).ToArray().All(static value => value == 0);
            Assert.Equal(column < ages[row / 3].First || column >= ages[row / 3].End, zero);
        }
    }

    /// <summary>What a convolution keeps are the last columns before a sequence's end: its own, zeros where they are padding before it, and what it kept before.</summary>
    [Fact]
    public void Last_columns_are_those_before_the_end()
    {
        const int tokens = 5;
        const int kept = 3;
        DeltaShape shape = new(1, 1, 4, 4);
        SequenceSpan[] ages = [new(2, 0, 7), new(3, 0, 5), new(2, 5, 7), new(4, 0, 4), new(9, 10, 30)];
        double[] projection = Reference.Numbers(1, ages.Length * tokens * shape.ProjectionWidth);
        double[] columns = Reference.Numbers(2, ages.Length * kept * shape.Channels);
        KernelBuffer state = KernelBuffer.Rows(columns, shape.Channels);

        runner.Run(ConvolutionStateKernel.Emit("Keep", shape, kept + 1), new KernelSetting { Batch = ages.Length, Tokens = tokens, Past = 9, Ages = ages }, KernelBuffer.Rows(projection, shape.ProjectionWidth), state);

        for (int sequence = 0; sequence < ages.Length; sequence++)
        {
            SequenceSpan own = ages[sequence];
            double[][] all =
            [
                .. Enumerable.Range(sequence * kept, kept).Select(row => columns[(row * shape.Channels)..((row + 1) * shape.Channels)]),
                .. Enumerable.Range(0, Math.Clamp(own.End - own.Past, 0, tokens)).Select(token => own.Past + token < own.First
                    ? new double[shape.Channels]
                    : projection[(((sequence * tokens) + token) * shape.ProjectionWidth)..((((sequence * tokens) + token) * shape.ProjectionWidth) + shape.Channels)]),
            ];
            Reference.Close([.. all[^kept..].SelectMany(static column => column)], i => state.Floats[(((sequence * kept) + (i / shape.Channels)) * 16) + (i % shape.Channels)], tolerance: 0);
        }
    }

    private static (double[] Q, double[] Keys, double[] Values) Cache(int batch, int tokens, int capacity) =>
        (Padding(Reference.Numbers(1, batch * tokens * Heads * Dim, 3)), Padding(Reference.Numbers(2, batch * KeyValueHeads * capacity * Dim)), Padding(Reference.Numbers(3, batch * KeyValueHeads * capacity * Dim)));

    private static double[] Padding(double[] heads) => [.. heads.Chunk(Dim).SelectMany(static head => head.Concat(new double[Padded - Dim]))];

    private static double[] Attended(SequenceSpan[] ages, int tokens, int capacity, int? window, double[] q, double[] keys, double[] values)
    {
        double[] expected = new double[ages.Length * tokens * Heads * Dim];
        for (int query = 0; query < ages.Length * tokens * Heads; query++)
        {
            (int row, int head) = (query / Heads, query % Heads);
            SequenceSpan own = ages[row / tokens];
            int column = own.Past + (row % tokens);
            int cached = ((row / tokens * KeyValueHeads) + (head / (Heads / KeyValueHeads))) * capacity;
            int[] seen = [.. Enumerable.Range(0, Math.Min(column + 1, own.End)).Where(key => key >= own.First && key > column - (window ?? capacity))];
            double[] weights = [.. seen.Select(key => Math.Exp(Enumerable.Range(0, Dim).Sum(i => q[(query * Padded) + i] * keys[((cached + key) * Padded) + i]) / Math.Sqrt(Dim)))];
            for (int i = 0; i < Dim && seen.Length > 0; i++)
            {
                expected[(query * Dim) + i] = seen.Select((key, n) => weights[n] * values[((cached + key) * Padded) + i]).Sum() / weights.Sum();
            }
        }

        return expected;
    }
}
