using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Runtime.Vulkan;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Tests;

public sealed class VulkanSessionTests : IDisposable
{
    private static readonly int[] Tokens = [.. Enumerable.Range(0, 40).Select(static i => i * 7 % TinyModelDefinition.Vocabulary)];

    private readonly TemporaryFolder _folder = new();
    private readonly List<VulkanDevice> _devices = [];

    public VulkanSessionTests() => TinyModel.Save(_folder["model.safetensors"]);

    public void Dispose()
    {
        _folder.Dispose();
        Assert.All(_devices, static device => Assert.Empty(device.ValidationMessages));
    }

    [Theory]
    [InlineData(WeightStorage.Float32)]
    [InlineData(WeightStorage.Float16)]
    [InlineData(WeightStorage.BFloat16)]
    public void Prefill_and_decode_agree_with_the_host(WeightStorage storage)
    {
        using TinyModel model = Load(new VulkanLoadOptions { PrefillChunk = 9, Storage = storage });
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[][] expected = TinyModel.Expected(Tokens);

        Assert.Equal(expected[29], Last(session, Tokens[..30])); // pieces of 9, 9, 9 and 3
        Assert.Equal(expected[30], Last(session, Tokens[30..31]));
        Assert.Equal(expected[31], Last(session, Tokens[31..32])); // a replay
        Assert.Equal(expected[35], Last(session, Tokens[32..36]));
        Assert.Equal(36, session.Length);
        Assert.Equal(3, model.Statistics.DecodeDispatches);
        Assert.Equal(2, model.Statistics.PrefillDispatches);
        Assert.Equal(1, model.Statistics.LogitsDispatches);
    }

    [Fact]
    public void All_logits_come_in_windows_and_from_single_columns()
    {
        using TinyModel model = Load(new VulkanLoadOptions { PrefillChunk = 39 });
        using IModelSession session = model.CreateSession(new SessionOptions { BatchSize = 2 });
        session.Reset([0, 3]);
        int[] second = [.. Tokens.Reverse()];
        float[] logits = new float[2 * 40 * TinyModelDefinition.Vocabulary];

        session.Forward([.. Tokens, .. second], logits, OutputRows.All); // 78 rows: windows of 64 and 14; then 1 column

        float[] expected = [.. TinyModel.Expected(Tokens).Concat(TinyModel.Expected(second, padding: 3)).SelectMany(static l => l)];
        Assert.Equal(expected, logits);
    }

    [Fact]
    public void Reset_forgets()
    {
        using TinyModel model = Load();
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[] first = Last(session, Tokens[..5]);
        session.Reset();

        Assert.Equal(0, session.Length);
        Assert.Equal(first, Last(session, Tokens[..5]));
    }

    [Fact]
    public void Sessions_of_one_model_take_turns()
    {
        using TinyModel model = Load();
        using IModelSession one = model.CreateSession(new SessionOptions());
        using IModelSession two = model.CreateSession(new SessionOptions());
        Last(one, Tokens[..4]);
        Last(two, Tokens[7..9]);

        Assert.Equal(TinyModel.Expected(Tokens)[4], Last(one, Tokens[4..5]));
        Assert.Equal(TinyModel.Expected(Tokens[7..])[2], Last(two, Tokens[9..10]));
    }

    [Fact]
    public void Disposing_a_model_disposes_its_sessions()
    {
        TinyModel model = Load();
        IModelSession session = model.CreateSession(new SessionOptions());
        Last(session, [1]);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Last(session, [1]));
        Assert.Throws<ObjectDisposedException>(() => model.CreateSession(new SessionOptions()));
        session.Dispose();
        model.Dispose();
    }

    [Fact]
    public void Bad_input_is_refused_by_name()
    {
        using TinyModel model = Load(new VulkanLoadOptions { MaxContext = 8 });
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[] logits = new float[TinyModelDefinition.Vocabulary];

        Assert.Equal(11, Assert.Throws<TokenOutOfRangeException>(() => session.Forward([1, 11], logits)).Token);
        Assert.Equal(-1, Assert.Throws<TokenOutOfRangeException>(() => session.Forward([-1], logits)).Token);
        Assert.Equal(9, Assert.Throws<ContextOverflowException>(() => session.Forward(new int[9], logits)).Needed);
        Assert.Throws<ArgumentException>(() => session.Forward([], logits));
        Assert.Throws<ArgumentException>(() => session.Forward([1], logits.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => session.Reset([1, 2]));
        Assert.Throws<ContextOverflowException>(() => model.CreateSession(new SessionOptions { Capacity = 9 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.CreateSession(new SessionOptions { BatchSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.CreateSession(new SessionOptions { BatchSize = 32_769 }));
        Assert.Equal(TinyModel.Expected([1])[0], Last(session, [1])); // nothing of it did harm
    }

    [Fact]
    public void A_cancelled_session_must_be_reset()
    {
        using TinyModel model = Load(new VulkanLoadOptions { PrefillChunk = 4 });
        using IModelSession session = model.CreateSession(new SessionOptions());
        using CancellationTokenSource source = new();
        int pieces = 0;
        model.Recording = () =>
        {
            if (++pieces == 2)
            {
                source.Cancel();
            }
        };

        Assert.ThrowsAny<OperationCanceledException>(() => session.Forward(Tokens, [], OutputRows.None, source.Token));
        Assert.Equal(2, pieces);
        Assert.Throws<InvalidOperationException>(() => Last(session, [2]));
        session.Reset();
        Assert.Equal(TinyModel.Expected([2])[0], Last(session, [2]));
        Assert.ThrowsAny<OperationCanceledException>(() => session.Forward([1], [], OutputRows.None, source.Token)); // before it began: nothing happened
        Assert.Equal(TinyModel.Expected([2, 3])[1], Last(session, [3]));
    }

    [Fact]
    public void A_missing_barrier_is_named()
    {
        using TinyModel model = Load();
        using IModelSession session = model.CreateSession(new SessionOptions());
        model.ForgetBarrier = true;
        MissingBarrierException e = Assert.Throws<MissingBarrierException>(() => Last(session, [1]));
        Assert.Equal(("Sum", "Embed", "x", "read after write"), (e.Kernel, e.EarlierKernel, e.Buffer, e.Hazard));

        model.ForgetBarrier = false;
        Assert.Throws<InvalidOperationException>(() => Last(session, [1])); // not before a reset
        session.Reset();
        Assert.Equal(TinyModel.Expected([1])[0], Last(session, [1]));
    }

    [Fact]
    public void A_lost_device_throws_everywhere_and_a_new_load_works()
    {
        using (TinyModel model = Load())
        {
            using IModelSession session = model.CreateSession(new SessionOptions());
            Last(session, [1]);
            model.Device.Inject(Result.ErrorDeviceLost);
            DeviceLostException e = Assert.Throws<DeviceLostException>(() => Last(session, [2]));
            Assert.Equal("a forward pass", e.During);
            Assert.Throws<DeviceLostException>(() => session.Reset());
            Assert.Throws<DeviceLostException>(() => model.CreateSession(new SessionOptions()));
        }

        using TinyModel again = Load();
        using IModelSession other = again.CreateSession(new SessionOptions());
        Assert.Equal(TinyModel.Expected([3])[0], Last(other, [3]));
    }

    private static float[] Last(IModelSession session, int[] tokens)
    {
        float[] logits = new float[session.BatchSize * TinyModelDefinition.Vocabulary];
        session.Forward(tokens, logits);
        return logits;
    }

    private TinyModel Load(VulkanLoadOptions? options = null)
    {
        TinyModel model = new(_folder.Path, (options ?? new VulkanLoadOptions()) with { Validation = true });
        _devices.Add(model.Device);
        return model;
    }
}
