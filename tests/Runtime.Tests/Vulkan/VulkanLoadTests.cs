using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Tests;

public sealed class VulkanLoadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public VulkanLoadTests() => TinyModel.Save(_folder["model.safetensors"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_plan_is_what_is_allocated()
    {
        VulkanLoadOptions options = new() { Validation = true, MaxContext = 48, PrefillChunk = 7 };
        using TinyModel model = new(_folder.Path, options);
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = 3, Capacity = 20 });

        MemoryPlan plan = VulkanMemory.Of(TinyModelDefinition.Create(), batch: 3, context: 20, options);
        Assert.Equal(plan.Total, model.Device.AllocatedBytes);
        Assert.Equal(["weight embed", "weight head", "weight bias"], plan.Weights.Select(static w => w.Purpose));
        Assert.Equal(plan.Table.Uses.Sum(static u => u.Bytes), plan.Total);
        Assert.EndsWith("MiB\n", plan.ToTable());
        Assert.Contains("scratch sums", plan.ToTable());
    }

    [Fact]
    public void A_second_load_compiles_nothing()
    {
        VulkanLoadOptions options = new() { Validation = true, ShaderCache = ShaderCache.At(_folder["cache"]) };
        using TinyModel first = new(_folder.Path, options);
        using TinyModel second = new(_folder.Path, options);
        Assert.Equal((4, 0), (first.Statistics.CompiledKernels, second.Statistics.CompiledKernels));
        Assert.Equal(4, second.Statistics.Kernels);
    }

    [Fact]
    public void A_graphics_cards_path_gives_the_same()
    {
        TinyModel model = new(_folder.Path, new VulkanLoadOptions { Validation = true, Staging = true, PrefillChunk = 70 });
        float[] all = new float[71 * TinyModelDefinition.Vocabulary];
        float[] last = new float[TinyModelDefinition.Vocabulary];
        int[] tokens = [.. Enumerable.Range(0, 71).Select(static i => i % 11)];
        using (IModelSession session = model.CreateSession(new SessionOptions { Capacity = 0 }))
        {
            Assert.Equal(64, session.Capacity);
            session.Forward(tokens[..63], all, OutputRows.All);
            session.Forward(tokens[63..64], last);
        }

        model.Dispose();
        Assert.Empty(model.Device.ValidationMessages);
        float[][] expected = TinyModel.Expected(tokens);
        Assert.Equal(expected.Take(63).SelectMany(static l => l), all.Take(63 * TinyModelDefinition.Vocabulary));
        Assert.Equal(expected[63], last);
    }

    [Fact]
    public void Progress_goes_forward_to_the_end()
    {
        List<LoadProgress> seen = [];
        using TinyModel model = new(_folder.Path, new VulkanLoadOptions { Validation = true, Progress = new Listener(seen.Add) });
        Assert.Equal(seen.Select(static p => p.Stage).Order(), seen.Select(static p => p.Stage).OrderBy(static s => Array.IndexOf(Stages, s)));
        Assert.Equal(LoadStage.Ready, seen[^1].Stage);
        Assert.Equal(seen[^1].BytesTotal, seen[^1].BytesDone);
        Assert.Equal(model.Statistics.WeightBytes, seen[^1].BytesDone);
        Assert.True(model.Statistics.WeightBytes > 0);
    }

    [Fact]
    public void Loading_can_be_stopped()
    {
        using CancellationTokenSource source = new();
        VulkanLoadOptions options = new()
        {
            Validation = true,
            LoadCancellation = source.Token,
            Progress = new Listener(progress =>
            {
                if (progress.Stage == LoadStage.Weights)
                {
                    source.Cancel();
                }
            }),
        };
        Assert.ThrowsAny<OperationCanceledException>(() => new TinyModel(_folder.Path, options));
    }

    [Fact]
    public void A_wrong_checkpoint_is_refused_before_a_device_is_opened()
    {
        new SafetensorsBuilder().Count("embed.weight", [11, 5]).Write(_folder["model.safetensors"]);
        VulkanLoadOptions options = new() { Device = "no such device" };
        Assert.Throws<WeightMismatchException>(() => new TinyModel(_folder.Path, options));
        Assert.ThrowsAny<CheckpointException>(() => new TinyModel(Path.Combine(_folder.Path, "nothing"), options));
    }

    [Fact]
    public void A_context_beyond_what_kernels_can_is_refused()
    {
        const int Longest = 262_144;
        VulkanLoadOptions options = new() { Validation = true, MaxContext = Longest + 1 };
        ContextOverflowException e = Assert.Throws<ContextOverflowException>(() => new TinyModel(_folder.Path, options));
        Assert.Equal((Longest + 1, Longest), (e.Needed, e.Capacity));
        Assert.Throws<ContextOverflowException>(() => VulkanMemory.Of(TinyModelDefinition.Create(), context: Longest + 1));
        Assert.True(VulkanMemory.Of(TinyModelDefinition.Create(), context: Longest).Total > 0);
    }

    private static readonly LoadStage[] Stages = [LoadStage.Verifying, LoadStage.Preparing, LoadStage.Weights, LoadStage.Kernels, LoadStage.Ready];

    private sealed class Listener(Action<LoadProgress> report) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => report(value);
    }
}
