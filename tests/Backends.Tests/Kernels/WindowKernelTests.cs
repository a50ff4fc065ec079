using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.Runtime;
using Kernel = Modelwright.Backends.Vulkan.Kernel;

namespace Modelwright.Backends.Tests;

/// <summary>A weight or a state that is bound in windows gives what it gives when it is bound whole, which other tests compare with a reference.</summary>
[Collection(KernelRunnerCollection.Name)]
[Trait("Subgroups", "Any")]
public sealed partial class WindowKernelTests(KernelRunner runner)
{
    private const int Batch = 2;
    private static readonly NormSpec Norm = new(1e-5f, ZeroCentred: true);

    [Theory]
    [InlineData("None", "Float32", new[] { 8, 16, 5 })]
    [InlineData("Residual", "Float16", new[] { 24, 5 })]
    [InlineData("Gated", "Int4", new[] { 16, 32, 10 })]
    public void A_matrix_times_rows(string epilogue, string format, int[] windows)
    {
        const int inputs = 44;
        const int outputs = 29;
        FusedLinear op = new(inputs, outputs, Norm, Bias: true, Enum.Parse<LinearEpilogue>(epilogue), Activation.Silu, LastColumn: false);
        Same(
            GemvKernel.Emit("Product", op), new KernelSetting { Batch = Batch }, weight: 1, windows, result: 4,
            () => [Rows(1, inputs), Matrix(2, windows.Sum(), inputs, format), Vector(3, inputs), Vector(4, windows.Sum()), Rows(5, outputs)]);
    }

    [Theory]
    [InlineData(0, new[] { 32, 8, 11 })]
    [InlineData(2, new[] { 64, 38 })]
    public void Many_rows_times_a_matrix(int epilogue, int[] windows)
    {
        const int inputs = 43;
        const int outputs = 51;
        Same(
            GemmKernel.Emit("Product", inputs, outputs, bias: true, (LinearEpilogue)epilogue), new KernelSetting { Batch = Batch, Tokens = 9 }, weight: 1, windows, result: 3,
            () => [Rows(1, inputs, 9), Matrix(2, windows.Sum(), inputs), Vector(3, windows.Sum()), KernelBuffer.Unwritten(Batch * 9 * 56)]);
    }

    [Fact]
    public void A_table() => Same(
        EmbedKernel.Emit("Embed", 19, 84), new KernelSetting { Batch = Batch, Tokens = 3 }, weight: 1, [8, 11], result: 2,
        static () => [KernelBuffer.Of([18u, 0, 7, 8, 99, 10]), Matrix(1, 19, 84, "Int8"), KernelBuffer.Unwritten(Batch * 3 * 88)]);

    [Theory]
    [InlineData(true, new[] { 8, 5 })]
    [InlineData(false, new[] { 8, 8, 4 })]
    public void A_router(bool shared, int[] windows)
    {
        int count = windows.Sum() - (shared ? 1 : 0);
        Router op = new(count, 3, Renormalise: true, shared, Norm);
        Same(
            RouterKernel.Emit("Router", op, Norm, 43), new KernelSetting { Batch = Batch }, weight: 2, windows, result: 5,
            () => [Rows(1, 43), Vector(2, 43), Matrix(3, windows.Sum(), 43), KernelBuffer.Unwritten(Batch * 24), KernelBuffer.Of(new uint[Batch]), KernelBuffer.Unwritten(Batch * op.Slots * 2)]);
    }

    /// <summary>Windows are whole experts, or parts of one.</summary>
    [Theory]
    [InlineData(null, new[] { 80, 160 })]
    [InlineData(27, new[] { 80, 160 })]
    [InlineData(20, new[] { 16, 24, 16, 24, 16, 24, 16, 24, 16, 24, 16, 24 })]
    [InlineData(12, new[] { 32, 8, 32, 8, 32, 8, 32, 8, 32, 8, 32, 8 })]
    public void Gates_and_ups_of_experts(int? shared, int[] windows)
    {
        RoutedExperts op = new(43, 6, 20, 3, shared, Activation.Silu, Norm);
        KernelBuffer[] others = shared is int width ? [Matrix(5, 2 * width, 43)] : [];
        Same(
            ExpertGateUpKernel.Emit("GateUp", op, Norm), new KernelSetting { Batch = Batch }, weight: 3, windows, result: shared is null ? 4 : 5,
            () => [Rows(1, 43), Vector(2, 43), Routes(op), Matrix(3, 240, 43), .. others, KernelBuffer.Unwritten(Batch * (int)ExpertRows.Bytes(op) / sizeof(float))]);
    }

    [Theory]
    [InlineData(null, new[] { 80, 160 })]
    [InlineData(27, new[] { 80, 160 })]
    [InlineData(20, new[] { 16, 24, 16, 24, 16, 24, 16, 24, 16, 24, 16, 24 })]
    [InlineData(12, new[] { 32, 8, 32, 8, 32, 8, 32, 8, 32, 8, 32, 8 })]
    public void Downs_of_experts(int? shared, int[] windows)
    {
        RoutedExperts op = new(40, 6, 20, 3, shared, Activation.Silu, Norm);
        KernelBuffer[] others = shared is int width ? [Matrix(5, 40, width)] : [];
        KernelBuffer[] bound() => [KernelBuffer.Rows(Reference.Numbers(1, Batch * op.Slots * ExpertRows.Widest(op)), ExpertRows.Widest(op)), Routes(op), Matrix(3, 240, 20), .. others, Rows(4, 40)];
        Same(ExpertDownKernel.Emit("Down", op), new KernelSetting { Batch = Batch }, weight: 2, windows, result: shared is null ? 3 : 4, bound, tolerance: 1e-6);
    }

    [Theory]
    [InlineData(new[] { 80, 160 })]
    [InlineData(new[] { 16, 24, 16, 24, 16, 24, 16, 24, 16, 24, 16, 24 })]
    public void Experts_of_many_rows(int[] windows)
    {
        const int tokens = 11;
        uint[] experts = [.. Enumerable.Range(0, Batch * tokens * 3).Select(static i => (uint)(((i / 3) + (i % 3 * 2)) % 6))];
        uint[] order = [.. Enumerable.Range(0, experts.Length).OrderBy(i => experts[i]).Select(static i => (uint)i)];
        uint[] starts = [.. Enumerable.Range(0, 7).Select(e => (uint)experts.Count(expert => expert < e))];
        uint[] routes = [.. experts.SelectMany(static (expert, i) => new[] { expert, BitConverter.SingleToUInt32Bits(0.1f * (i % 7)) })];
        KernelSetting setting = new() { Batch = Batch, Tokens = tokens };
        Same(
            GroupedGateUpKernel.Emit("GateUp", 43, 20, 6, 3, Activation.Silu), setting, weight: 3, windows, result: 4,
            () => [Rows(1, 43, tokens), KernelBuffer.Of(order), KernelBuffer.Of(starts), Matrix(3, 240, 43), KernelBuffer.Unwritten(experts.Length * 24)]);
        Same(
            GroupedDownKernel.Emit("Down", 40, 20, 6, 3, 3), setting, weight: 4, windows, result: 5,
            () =>
            [
                KernelBuffer.Rows(Reference.Numbers(1, experts.Length * 20), 20), KernelBuffer.Of(routes), KernelBuffer.Of(order), KernelBuffer.Of(starts), Matrix(3, 240, 20),
                KernelBuffer.Unwritten(experts.Length * 40),
            ]);
    }

    /// <summary>An item of a cache is the keys of one head of one sequence.</summary>
    [Theory]
    [InlineData(ElementFormat.Float32, new[] { 18, 36 })]
    [InlineData(ElementFormat.Int8, new[] { 18, 36 })]
    [InlineData(ElementFormat.BFloat16, new[] { 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4 })]
    public void A_cache_that_is_written(ElementFormat cache, int[] windows)
    {
        AttentionShape shape = new(6, 3, 20, OutputGate: true);
        KernelSetting setting = new() { Batch = Batch, Tokens = 3, Past = 4, Capacity = 9, KeyValueHeads = 3, Cache = cache };
        int rowBytes = (int)CacheFormats.Row(cache).RowBytes(24);
        KernelBuffer[] make() =>
        [
            Rows(1, shape.ProjectionWidth, 3), KernelBuffer.Of([.. Reference.Numbers(2, 60).Select(static x => (float)x)]), Vector(3, 20), Vector(4, 20),
            KernelBuffer.Unwritten(6 * 6 * 24), new(new byte[54 * rowBytes]), new(new byte[54 * rowBytes]),
        ];
        KernelBuffer[] whole = make();
        KernelBuffer[] parts = make();
        Kernel kernel = AttentionPrepareKernel.Emit("Prepare", shape, 10, Norm);
        runner.Run(kernel, setting, whole);
        runner.Run(kernel, setting, [.. parts[..5], parts[5].InWindows(windows, 9), parts[6].InWindows(windows, 9)]);
        Assert.All(Enumerable.Range(4, 3), i => Assert.Equal(whole[i].Bytes, parts[i].Bytes));
    }

    /// <summary>Windows of keys are whole heads, or parts of as many keys as a workgroup takes.</summary>
    [Theory]
    [InlineData(null, new[] { 1400, 1400 })]
    [InlineData(300, new[] { 512, 188, 512, 188, 512, 188, 512, 188 })]
    [InlineData(null, new[] { 256, 256, 188, 256, 256, 188, 256, 256, 188, 256, 256, 188 })]
    public void A_cache_that_a_token_reads(int? window, int[] windows)
    {
        AttentionShape shape = new(4, 2, 20, OutputGate: false);
        KernelSetting setting = new() { Batch = Batch, Past = 600, Capacity = 700, KeyValueHeads = 2, Padding = [0, 300] };
        Kernel kernel = AttentionDecodeKernel.Emit("Attention", shape, window);
        int partials = (int)(Batch * 3 * AttentionDecodeKernel.PartialBytes(4, 20) / sizeof(float));
        KernelBuffer[] make() =>
        [
            Heads(1, Batch * 4), Heads(2, Batch * 2 * 700), Heads(3, Batch * 2 * 700), KernelBuffer.Unwritten(partials), KernelBuffer.Of(new uint[Batch * 2]), KernelBuffer.Unwritten(Batch * 80),
        ];
        Cached(kernel, setting, make, windows, 700, result: 5);
    }

    [Theory]
    [InlineData(null, new[] { 200, 200 })]
    [InlineData(null, new[] { 64, 36, 64, 36, 64, 36, 64, 36 })]
    [InlineData(9, new[] { 32, 68, 32, 68, 32, 68, 32, 68 })]
    public void A_cache_that_many_tokens_read(int? window, int[] windows)
    {
        AttentionShape shape = new(4, 2, 20, OutputGate: false);
        KernelSetting setting = new() { Batch = Batch, Tokens = 21, Past = 70, Capacity = 100, KeyValueHeads = 2, Padding = [0, 40] };
        Kernel kernel = AttentionPrefillKernel.Emit("Attention", shape, window);
        int rows = Batch * 21;
        KernelBuffer[] make() =>
        [
            Heads(1, rows * 4), Heads(2, Batch * 2 * 100), Heads(3, Batch * 2 * 100),
            KernelBuffer.Unwritten(rows * 4 * (shape.PaddedHeadDim + AttentionPrefillKernel.AccumulatorTail)), KernelBuffer.Unwritten(rows * 80),
        ];
        Cached(kernel, setting, make, windows, 100, result: 4);
    }

    /// <summary>An item is the last columns of one sequence.</summary>
    [Theory]
    [InlineData(new[] { 3, 6 })]
    [InlineData(new[] { 6, 3 })]
    public void Last_columns(int[] windows)
    {
        DeltaShape shape = new(2, 4, 8, 12);
        KernelSetting step = new() { Batch = 3, Past = 5, Padding = [0, 9, 2] };
        State(
            ConvolutionStepKernel.Emit("Step", shape, 4, Activation.Silu), step, 2, windows, 3, 3,
            () => [KernelBuffer.Rows(Reference.Numbers(1, 3 * shape.ProjectionWidth), shape.ProjectionWidth), Vector(2, shape.Channels * 4), KernelBuffer.Rows(Reference.Numbers(3, 9 * shape.Channels), shape.Channels), KernelBuffer.Unwritten(3 * shape.MixedWidth)]);
        KernelSetting prompt = new() { Batch = 3, Past = 5, Tokens = 7 };
        State(
            ConvolutionPrefillKernel.Emit("Prompt", shape, 4, Activation.Silu), prompt, 2, windows, 3, 3,
            () => [KernelBuffer.Rows(Reference.Numbers(1, 21 * shape.ProjectionWidth), shape.ProjectionWidth), Vector(2, shape.Channels * 4), KernelBuffer.Rows(Reference.Numbers(3, 9 * shape.Channels), shape.Channels), KernelBuffer.Unwritten(21 * shape.MixedWidth)]);
        State(
            ConvolutionStateKernel.Emit("Keep", shape, 4), prompt, 1, windows, 3, 1,
            () => [KernelBuffer.Rows(Reference.Numbers(1, 21 * shape.ProjectionWidth), shape.ProjectionWidth), KernelBuffer.Rows(Reference.Numbers(3, 9 * shape.Channels), shape.Channels)]);
    }

    /// <summary>An item is the matrix of one value head of one sequence.</summary>
    [Theory]
    [InlineData(new[] { 24, 72 })]
    [InlineData(new[] { 12, 12, 12, 12, 12, 12, 12, 12 })]
    public void Recurrent_matrices(int[] windows)
    {
        DeltaShape shape = new(2, 4, 20, 12);
        KernelBuffer state() => Heads(6, Batch * 4 * 12);
        State(
            DeltaStepKernel.Emit("Step", shape, Norm), new KernelSetting { Batch = Batch, Past = 3 }, 5, windows, 12, 6,
            () => [Floats(1, Batch * shape.MixedWidth), Rows(2, shape.ProjectionWidth), Vector(3, 4), Vector(4, 4), Vector(5, 12), state(), KernelBuffer.Unwritten(Batch * 48)]);
        const int tokens = 40;
        int chunks = Batch * 2 * 4;
        State(
            DeltaScanKernel.Emit("Scan", shape), new KernelSetting { Batch = Batch, Tokens = tokens, Past = 3 }, 4, windows, 12, 5,
            () =>
            [
                Floats(1, Batch * tokens * shape.MixedWidth), Floats(2, chunks * DeltaChunk.GateFloats), Floats(3, chunks * DeltaChunk.ProductFloats),
                Floats(4, chunks * DeltaChunk.SolvedFloats(shape)), state(), KernelBuffer.Unwritten(Batch * tokens * 48),
            ]);
    }

    private void Same(Kernel kernel, KernelSetting setting, int weight, int[] windows, int result, Func<KernelBuffer[]> make, double tolerance = 0)
    {
        (KernelBuffer[] whole, KernelBuffer[] parts) = (make(), make());
        runner.Run(kernel, setting, whole);
        runner.Run(kernel, setting, [.. parts.Select((buffer, i) => i == weight ? buffer.InWindows(windows) : buffer)]);
        Alike(whole[result], parts[result], tolerance);
    }

    private void State(Kernel kernel, KernelSetting setting, int state, int[] windows, int itemRows, int result, Func<KernelBuffer[]> make)
    {
        (KernelBuffer[] whole, KernelBuffer[] parts) = (make(), make());
        runner.Run(kernel, setting, whole);
        runner.Run(kernel, setting, [.. parts.Select((buffer, i) => i == state ? buffer.InWindows(windows, itemRows) : buffer)]);
        Alike(whole[result], parts[result], tolerance: 0);
        Alike(whole[state], parts[state], tolerance: 0);
    }

    private void Cached(Kernel kernel, KernelSetting setting, Func<KernelBuffer[]> make, int[] windows, int capacity, int result)
    {
        (KernelBuffer[] whole, KernelBuffer[] parts) = (make(), make());
        runner.Run(kernel, setting, whole);
        runner.Run(kernel, setting, [.. parts.Select((buffer, i) => i is 1 or 2 ? buffer.InWindows(windows, capacity) : buffer)]);
        Alike(whole[result], parts[result], tolerance: 1e-6);
    }

    /// <summary>Number by number; what the one leaves unwritten the other leaves too.</summary>
    private static void Alike(KernelBuffer whole, KernelBuffer parts, double tolerance)
    {
        Assert.Contains(whole.Floats.ToArray(), static value => float.IsFinite(value) && value != 0);
        float largest = whole.Floats.ToArray().Where(float.IsFinite).Max(MathF.Abs);
        for (int i = 0; i < whole.Floats.Length; i++)
        {
            (float expected, float found) = (whole.Floats[i], parts.Floats[i]);
            Assert.True(expected.Equals(found) || Math.Abs(expected - found) <= tolerance * largest, $"number {i} is {found} in windows, {expected} as a whole");
        }
    }
}
