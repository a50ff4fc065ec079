using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Tests;

public sealed class WeightUploadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ElementFormat.Float32, false)]
    [InlineData(ElementFormat.Float16, false)]
    [InlineData(ElementFormat.BFloat16, false)]
    [InlineData(ElementFormat.Float32, true)]
    [InlineData(ElementFormat.BFloat16, true)]
    public void Weights_arrive_padded_and_converted(ElementFormat format, bool staging)
    {
        new SafetensorsBuilder().Count("layers.0.m", [3, 5]).Count("layers.2.m", [3, 5], first: 100).Count("v", [11], first: -5).Write(_folder["model.safetensors"]);
        WeightManifest manifest = new(
            [
                WeightSlot.Of("m", WeightKind.Matrix, "layers.{layer}.m", [3, 5], 0, 2),
                WeightSlot.Of("v", WeightKind.Vector, "v", [11]),
            ],
            []);

        Read(manifest, format, staging, (reader, store) =>
        {
            foreach (int layer in (int[])[0, 2])
            {
                byte[] expected = reader.ReadAll(manifest.Slots[0], layer, format); // rows of 8, the tail zero
                Assert.Equal(3 * 8 * format.SizeInBytes(), expected.Length);
                Assert.Equal(expected, store(0, layer));
            }

            Assert.Equal([.. Enumerable.Range(-5, 11).Select(static i => (float)i), 0, 0, 0, 0, 0], Floats(store(1, 7)));
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_larger_than_a_piece_arrive_whole(bool staging)
    {
        const int rows = 3000;
        const int columns = 4100; // 47 MiB: three pieces
        new SafetensorsBuilder().Count("m", [rows, columns]).Write(_folder["model.safetensors"]);
        WeightManifest manifest = new([WeightSlot.Of("m", WeightKind.Matrix, "m", [rows, columns])], []);

        Read(manifest, ElementFormat.Float32, staging, (_, store) =>
        {
            float[] values = Floats(store(0, 0));
            Assert.Equal(rows * 4104, values.Length);
            for (int r = 0; r < rows; r += 7)
            {
                Assert.Equal(((float)r * columns, ((float)r * columns) + 4099f, 0f), (values[r * 4104], values[(r * 4104) + 4099], values[(r * 4104) + 4103]));
            }
        });
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 7 * 8 * sizeof(float))]
    public void Pieces_of_a_few_rows_land_one_after_the_other(bool staging, int pieceBytes)
    {
        new SafetensorsBuilder().Count("m", [100, 5]).Count("v", [37]).Write(_folder["model.safetensors"]);
        WeightManifest manifest = new([WeightSlot.Of("m", WeightKind.Matrix, "m", [100, 5]), WeightSlot.Of("v", WeightKind.Vector, "v", [37])], []);

        Read(
            manifest, ElementFormat.Float32, staging,
            (reader, store) =>
            {
                Assert.Equal(reader.ReadAll(manifest.Slots[0], WeightSlot.NoLayer, ElementFormat.Float32), store(0, 0));
                Assert.Equal([.. Enumerable.Range(0, 37).Select(static i => (float)i), 0, 0, 0], Floats(store(1, 0)));
            },
            pieceBytes: pieceBytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_weight_too_large_to_bind_lies_in_windows_of_whole_rows(bool staging)
    {
        new SafetensorsBuilder().Count("m", [100, 5]).Count("n", [100, 5], first: 7).Write(_folder["model.safetensors"]);
        WeightManifest manifest = new([WeightSlot.Of("m", WeightKind.Matrix, "m", [100, 5]), WeightSlot.Of("n", WeightKind.Matrix, "n", [100, 5])], []);
        WindowRules rules = new(Limit: 30 * 8 * sizeof(float), RowsTogether: new Dictionary<int, int> { [0] = 16 });

        Assert.Equal([(0, 16), (16, 16), (32, 16), (48, 16), (64, 16), (80, 16), (96, 4)], rules.Cut(0, 100, 8 * sizeof(float)));
        Assert.Equal([(0, 100)], rules.Cut(1, 100, 8 * sizeof(float)));
        Assert.Equal([(0, 30)], rules.Cut(0, 30, 8 * sizeof(float)));
        Read(
            manifest, ElementFormat.Float32, staging,
            (reader, store) => Assert.All(new[] { 0, 1 }, slot => Assert.Equal(reader.ReadAll(manifest.Slots[slot], WeightSlot.NoLayer, ElementFormat.Float32), store(slot, 0))),
            rules,
            pieceBytes: 3 * 8 * sizeof(float));
    }

    [Theory]
    [InlineData(WeightStorage.Int8, false, 1)]
    [InlineData(WeightStorage.Int4, true, 100)]
    [InlineData(WeightStorage.Float8, true, 3000)]
    public void Rows_are_quantised_on_their_way_but_those_that_stay_wide(WeightStorage storage, bool staging, int pieceBytes)
    {
        new SafetensorsBuilder().Count("m", [90, 70], first: -3000).Count("gates", [5, 70]).Write(_folder["model.safetensors"]);
        WeightSlot slot = WeightSlot.Matrix("m", 95, 70, WeightSource.Whole("m", [90, 70]), WeightSource.Whole("gates", [5, 70], targetRow: 90) with { Wide = true });
        WeightManifest manifest = new([slot], []);
        Dictionary<int, int> together = new() { [0] = 8 };
        VulkanDevice device = VulkanDevice.Open(null, validation: true, null, staging);
        using (Checkpoint checkpoint = Checkpoint.Open(_folder.Path))
        {
            WeightReader reader = new(checkpoint, manifest);
            StoragePlan plan = StoragePlan.Of(storage, reader, together);
            using WeightStore store = WeightStore.Load(device, reader, plan, MemoryTable.Empty, new LoadReport(null, CancellationToken.None), new WindowRules(2000, together), pieceBytes);
            IReadOnlyList<BufferWindow> windows = store.Get(0, 0).Windows!;

            Assert.Equal([(0, 88), (88, 7)], plan.Of(slot, WeightSlot.NoLayer).Select(static part => (part.FirstRow, part.Rows))); // rows 88 and 89 lie with a gate
            Assert.Equal(plan.Bytes(slot, WeightSlot.NoLayer), store.Get(0, 0).TotalBytes);
            Assert.True(windows.Count > 3 && windows.All(static window => window.Range.Bytes <= 2000 || window.Rows <= 8));
            float[] values = Floats(reader.ReadAll(slot with { Kind = WeightKind.Vector }, WeightSlot.NoLayer, ElementFormat.Float32));
            foreach (BufferWindow window in windows)
            {
                BlockFormat format = window.Range.Format!;
                Assert.Equal(window.FirstRow >= 88, format is ElementBlocks { Element: ElementFormat.Float32 });
                byte[] expected = new byte[format.RowBytes(70)];
                for (int row = 0; row < window.Rows; row++)
                {
                    format.Encode(values.AsSpan(((int)window.FirstRow + row) * 70, 70), expected);
                    Assert.Equal(expected, Download(device, window.Range.Slice(row * expected.Length, expected.Length)));
                }
            }
        }

        device.Dispose();
        Assert.Empty(device.ValidationMessages);
    }

    /// <summary>A weight of any size goes through two pieces of host memory: counted at every step, of a matrix of hundreds of pieces.</summary>
    [Theory]
    [InlineData(WeightStorage.AsStored)]
    [InlineData(WeightStorage.Float16)]
    [InlineData(WeightStorage.Int4)]
    public void Loading_holds_two_pieces_however_large_the_weight(WeightStorage storage)
    {
        const int piece = 4096;
        new SafetensorsBuilder().Count("m", [4096, 64]).Write(_folder["model.safetensors"]);
        WeightManifest manifest = new([WeightSlot.Of("m", WeightKind.Matrix, "m", [4096, 64])], []);
        using VulkanDevice device = VulkanDevice.Open(null, validation: false, null, staging: true);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightReader reader = new(checkpoint, manifest);
        Watch watch = new(device);

        using WeightStore store = WeightStore.Load(
            device, reader, StoragePlan.Of(storage, reader, new Dictionary<int, int>()), MemoryTable.Empty, new LoadReport(watch, CancellationToken.None), WindowRules.None, piece);

        Assert.Equal(2 * piece, watch.MostAllocated - device.AllocatedBytes);
        Assert.True(watch.Steps >= store.Bytes() / piece, $"{watch.Steps} steps");
        Assert.InRange(watch.LargestStep, 1, piece);
        Assert.True(store.Bytes() >= 30 * piece);
    }

    [Fact]
    public void Numbers_that_cannot_be_quantised_are_an_error_that_names_them()
    {
        new SafetensorsBuilder().Add("m", "F32", [3, 40], MemoryMarshal.AsBytes(Enumerable.Range(0, 120).Select(static i => i == 90 ? float.NaN : i).ToArray().AsSpan())).Write(_folder["model.safetensors"]);
        WeightManifest manifest = new([WeightSlot.Of("m", WeightKind.Matrix, "m", [3, 40])], []);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightReader reader = new(checkpoint, manifest);

        WeightValueException e = Assert.Throws<WeightValueException>(() => reader.ReadRows(manifest.Slots[0], WeightSlot.NoLayer, 0, 3, new Int4Blocks(), new byte[3 * 48]));
        Assert.Equal(("m", 2), (e.Weight, e.Row));
        Assert.Throws<StorageNotSupportedException>(() => reader.Resolve(WeightStorage.Int4));
    }

    [Fact]
    public void Slots_of_one_tensor_share_their_bytes()
    {
        new SafetensorsBuilder().Count("embed", [3, 5]).Count("other", [3, 5]).Write(_folder["model.safetensors"]);
        WeightSlot embed = WeightSlot.Of("embed", WeightKind.Matrix, "embed", [3, 5]);
        WeightManifest manifest = new([embed, embed with { Name = "head" }, WeightSlot.Of("other", WeightKind.Matrix, "other", [3, 5])], []);
        using VulkanDevice device = VulkanDevice.Open(validation: true);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        using WeightStore store = WeightStore.Load(
            device, new WeightReader(checkpoint, manifest), StoragePlan.Of(ElementFormat.Float32), MemoryTable.Empty, new LoadReport(null, CancellationToken.None), WindowRules.None);
        Assert.Equal(store.Get(0, 0), store.Get(1, 0));
        Assert.NotEqual(store.Get(0, 0), store.Get(2, 0));
        Assert.Equal(2 * 3 * 8 * sizeof(float), store.Bytes());
        Assert.Equal(0.5, store.ReadFraction(store.Get(2, 0), new Dictionary<int, double> { [0] = 0.1, [2] = 0.5 }));
        Assert.Equal(1, store.ReadFraction(store.Get(0, 0), new Dictionary<int, double> { [0] = 0.1 })); // the head reads all of it
    }

    private static float[] Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    private void Read(
        WeightManifest manifest, ElementFormat format, bool staging, Action<WeightReader, Func<int, int, byte[]>> check, WindowRules? rules = null, int pieceBytes = WeightUploader.UsualPieceBytes)
    {
        VulkanDevice device = VulkanDevice.Open(null, validation: true, null, staging);
        using (Checkpoint checkpoint = Checkpoint.Open(_folder.Path))
        {
            WeightReader reader = new(checkpoint, manifest);
            using WeightStore store = WeightStore.Load(device, reader, StoragePlan.Of(format), MemoryTable.Empty, new LoadReport(null, CancellationToken.None), rules ?? WindowRules.None, pieceBytes);
            check(reader, (slot, layer) => [.. (store.Get(slot, layer).Windows ?? [new BufferWindow(store.Get(slot, layer), 0, 0)]).SelectMany(window => Download(device, window.Range))]);
        }

        device.Dispose();
        Assert.Empty(device.ValidationMessages);
    }

    private static byte[] Download(VulkanDevice device, BufferRange range)
    {
        using BufferArena host = BufferArena.Allocate(device, [new BufferRequest("host", range.Bytes)], MemoryUsage.Readback);
        using CommandStream stream = new(device);
        stream.Begin();
        stream.FullBarrier();
        stream.Copy(range, host.Ranges[0]);
        stream.FullBarrier();
        stream.End();
        stream.Run("a download");
        return host.Ranges[0].Buffer.Span(0, checked((int)range.Bytes)).ToArray();
    }

    /// <summary>What is allocated whenever loading says how far it is, staging memory included.</summary>
    private sealed class Watch(VulkanDevice device) : IProgress<LoadProgress>
    {
        private long _before;

        public long MostAllocated { get; private set; }

        public long LargestStep { get; private set; }

        public int Steps { get; private set; }

        public void Report(LoadProgress value)
        {
            MostAllocated = Math.Max(MostAllocated, device.AllocatedBytes);
            LargestStep = Math.Max(LargestStep, value.BytesDone - _before);
            _before = value.BytesDone;
            Steps++;
        }
    }
}
