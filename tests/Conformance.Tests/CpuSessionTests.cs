using System;
using System.IO;
using System.Linq;
using System.Threading;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Conformance.Tests;

/// <summary>What a session on the CPU promises beside its numbers.</summary>
public class CpuSessionTests
{
    [Theory]
    [InlineData("qwen3_dense")]
    [InlineData("qwen3_moe_mixed")]
    [InlineData("qwen3_next")]
    public void A_token_allocates_nothing(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using CpuModel model = CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { Threads = 2, MaxContext = 64 });
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = 2 });
        float[] logits = new float[2 * model.Info.VocabularySize];
        int[] prompt = [1, 2, 3, 4, 5, 6];
        int[] token = [3, 4];
        session.Forward(prompt, logits);
        session.Forward(token, logits);

        // A thread's first waits may allocate, whenever they come; what a token allocates would come with each.
        long[] allocated = new long[4];
        for (int i = 0; i < allocated.Length; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 8; step++)
            {
                session.Forward(token, logits);
            }

            allocated[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Contains(0, allocated);
    }

    /// <summary>Asked for by another thread while a token is computed, in the middle of a prompt of many pieces.</summary>
    [Fact]
    public void A_cancelled_call_ends_and_the_session_works_again_after_a_reset()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_next");
        using CpuModel model = CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { MaxContext = 4096, PrefillChunk = 1 });
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[] logits = new float[model.Info.VocabularySize];
        float[] again = new float[model.Info.VocabularySize];
        session.Forward([5, 6, 7], logits);
        session.Reset();
        using CancellationTokenSource source = new();
        Thread canceller = new(() =>
        {
            while (session.Length == 0)
            {
                Thread.Yield(); // until the call is on its way
            }

            source.Cancel();
        });
        canceller.Start();
        int[] prompt = [.. Enumerable.Repeat(1, 4096)];

        Assert.ThrowsAny<OperationCanceledException>(() => session.Forward(prompt, logits, OutputRows.Last, source.Token));
        canceller.Join();
        Assert.InRange(session.Length, 1, 4095);
        Assert.Throws<InvalidOperationException>(() => session.Forward([1], again));
        session.Reset();
        session.Forward([5, 6, 7], again);
        session.Reset();
        session.Forward([5, 6, 7], logits);
        Assert.Equal(logits, again);
    }

    [Fact]
    public void Matrices_stay_in_the_file_and_copies_do_not()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_next");
        using CpuModel mapped = CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions());
        using CpuModel copied = CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { CopyWeights = true });
        using CpuModel rounded = CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { Storage = WeightStorage.BFloat16 });

        Assert.True(mapped.Statistics.MappedBytes > 20 * mapped.Statistics.CopiedBytes, mapped.Statistics.ToString());
        Assert.Equal(0, copied.Statistics.MappedBytes);
        Assert.Equal(0, rounded.Statistics.MappedBytes);
    }

    /// <summary>A session does not begin on a file that is not the one that was loaded; with copied weights it does not care.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_changed_file_is_noticed_when_a_session_begins(bool copy, bool linked)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        string folder = Directory.CreateTempSubdirectory("modelwright-changed-").FullName;
        try
        {
            string file = Path.Combine(folder, linked ? "blob" : "model.safetensors");
            File.Copy(Path.Combine(golden.Folder, "model.safetensors"), file);
            if (linked)
            {
                File.CreateSymbolicLink(Path.Combine(folder, "link"), "blob");
                File.CreateSymbolicLink(Path.Combine(folder, "model.safetensors"), "link");
            }

            using CpuModel model = CompiledModel.Load(golden.Config, folder, new CpuLoadOptions { CopyWeights = copy });
            model.CreateSession(new SessionOptions { Capacity = 8 }).Dispose();
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddSeconds(-7));
            if (copy)
            {
                model.CreateSession(new SessionOptions { Capacity = 8 }).Dispose();
                return;
            }

            CheckpointChangedException changed = Assert.Throws<CheckpointChangedException>(() => model.CreateSession(new SessionOptions { Capacity = 8 }));
            Assert.Equal(file, changed.File);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        using CpuModel model = CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions { MaxContext = 16 });
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = 2, Capacity = 4 });
        float[] logits = new float[2 * model.Info.VocabularySize];

        Assert.Throws<ContextOverflowException>(() => model.CreateSession(new SessionOptions { Capacity = 17 }));
        Assert.Throws<ArgumentException>(() => session.Forward([1, 2, 3], logits));
        Assert.Throws<TokenOutOfRangeException>(() => session.Forward([1, model.Info.VocabularySize], logits));
        Assert.Throws<ContextOverflowException>(() => session.Forward(new int[10], logits));
        Assert.Throws<ArgumentException>(() => session.Forward([1, 2], logits.AsSpan(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Reset([5, 0]));
        session.Forward([1, 2], logits);
        Assert.Equal(1, session.Length);
    }
}
