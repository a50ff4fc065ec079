using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>
/// Every message outside the generation settings that states a range, met with values around its ends: none may allow what it complains about.
/// That no message states a range in words that leave its ends open to doubt is a house rule of its own.
/// </summary>
public sealed class MessageRangeTests : IDisposable
{
    private static readonly string[] Spellings =
    [
        "0", "-1", "0.5", "1", "1.5", "-0.0", "16.0", "3", "6", "1048577", "2147483647", "2147483648", "-2147483649", "10000000000000000000", "1e30", "-1e30", "1e400", "-1e400", "1e-400",
    ];

    private static readonly string[] OtherKinds = ["\"1\"", "true", "[]", "{}"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> ImageKeys =>
    [
        "patch_size", "temporal_patch_size", "merge_size", "min_pixels", "max_pixels", "resample", "rescale_factor", "image_mean", "image_std", "size.shortest_edge", "size.longest_edge",
    ];

    public static TheoryData<string> VideoKeys => ["patch_size", "fps", "num_frames", "min_frames", "max_frames", "rescale_factor"];

    public static TheoryData<string> Calls => [.. Numbers.Keys];

    /// <summary>Calls that take a number, and numbers to try.</summary>
    private static Dictionary<string, (Action<int> Call, int[] Tried)> Numbers => new()
    {
        ["MaxContext"] = (static n => new LoadOptions { MaxContext = n }.ResolveMaxContext(8), [int.MinValue, -1, 0, 1]),
        ["PrefillChunk"] = (static n => new LoadOptions { PrefillChunk = n }.ResolveMaxContext(8), [int.MinValue, -1, 0, 1]),
        ["a picture's columns"] = (static n => Image.FromRgb(new byte[Math.Max(0, 3 * n)], n, 1), [-1, 0, 1]),
        ["a picture's rows"] = (static n => Image.FromRgb(new byte[Math.Max(0, 3 * n)], 1, n), [-1, 0, 1]),
        ["frames a second"] = (static n => Video.FromFrames([Image.FromRgb(new byte[3], 1, 1)], n), [-1, 0, 1]),
        ["a token"] = (static n => Checked(new TokenOutOfRangeException(n, 10), n is >= 0 and < 10), [int.MinValue, -1, 0, 9, 10]),
        ["a suppressed token"] = (static n => new GenerationOptions { SuppressTokens = [n] }.Validate(), [int.MinValue, -1, 0, 1]),
        ["sequences"] = (static n => SessionChecks.Capacity(new SessionOptions { BatchSize = n }, Letters.Info, maxContext: 8, mostSequences: 4), [int.MinValue, -1, 0, 1, 4, 5, int.MaxValue]),
        ["columns of a session"] = (static n => SessionChecks.Capacity(new SessionOptions { Capacity = n }, Letters.Info, maxContext: 8), [int.MinValue, -1, 0, 8, 9, int.MaxValue]),
        ["columns of padding"] = (static n => SessionChecks.Padding([n], batchSize: 1, capacity: 4), [int.MinValue, -1, 0, 4, 5]),
        ["sequences that are planned"] = (static n => VulkanMemory.Of(TinyModelDefinition.Create(), batch: n), [int.MinValue, -1, 0, 1]),
        ["columns that are planned"] = (static n => VulkanMemory.Of(TinyModelDefinition.Create(), context: n), [int.MinValue, -1, 0, 1]),
        ["pictures that are planned"] = (static n => VisionMemory.Add(new MemoryPlan([], [], [], []), Tower, n, 0, static _ => []), [int.MinValue, -1, 0, 1]),
        ["threads"] = (static n => new CpuLoadOptions { Threads = n }.ResolveThreads(), [int.MinValue, -1, 0, 1, 1024, 1025, int.MaxValue]),
        ["texts together"] = (static n => HeadRunner.Run<int, int>(Letters, [1], new HeadOptions { BatchSize = n }, static items => items, default), [int.MinValue, -1, 0, 1]),
        ["tokens of an answer"] = (static n => new ColumnModel(2, static _ => [0, 0]).Answer("a", "b", n), [int.MinValue, -1, 0, 1]),
        ["tokens of a window"] = (static n => Letters.Perplexity([1, 2, 3], window: n), [int.MinValue, -1, 0, 1, 2]),
        ["tokens of a stride"] = (static n => Letters.Perplexity([1, 2, 3], stride: n, window: 4), [int.MinValue, -1, 0, 3, 4]),
        ["dimensions that turn"] = (static n => RotaryEmbedding.Default(n, 10000), [int.MinValue, -2, 0, 1, 2, 3, 4]),
        ["a stop token"] = (static n => new GenerationOptions { StopTokens = [n] }.Validate(), [int.MinValue, -1, 0, 1]),
    };

    private static VisionTowerInfo Tower => new(Layers: 1, HeadDim: 4, PatchLength: 3, PatchSize: 1, MergeSize: 1, PositionSide: 1, FeatureWidth: 4, DeepStackLayers: []);

    private static ColumnModel Letters => new(256, static _ => new float[256]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(ImageKeys))]
    public void Picture_processors(string key) => Walk(key, ImageProcessorOptions.FileName, json => ImageProcessorOptions.Load(Write(ImageProcessorOptions.FileName, json)));

    [Theory]
    [MemberData(nameof(VideoKeys))]
    public void Video_processors(string key) => Walk(key, VideoProcessorOptions.FileName, json => VideoProcessorOptions.Load(Write(VideoProcessorOptions.FileName, json)));

    [Fact]
    public void Ids_of_a_tokenizer()
    {
        int refused = 0;
        foreach (string value in Spellings.Concat(OtherKinds))
        {
            refused += Refused(value, () => HuggingFaceTokenizer.Load(Write(HuggingFaceTokenizer.FileName, Tokenizer(value, "2")))) ? 1 : 0;
            refused += Refused(value, () => HuggingFaceTokenizer.Load(Write(HuggingFaceTokenizer.FileName, Tokenizer("1", value)))) ? 1 : 0;
        }

        Assert.True(refused >= 20, $"{refused} refused");
    }

    [Fact]
    public void Shapes_and_places_of_a_header()
    {
        foreach (string value in Spellings.Concat(OtherKinds))
        {
            Refused(value, () => Open($$$"""{"a":{"dtype":"F32","shape":[{{{value}}}],"data_offsets":[0,4]}}"""));
            Refused(value, () => Open($$$"""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,{{{value}}}]}}"""));
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Options_and_arguments(string name)
    {
        (Action<int> call, int[] tried) = Numbers[name];
        int refused = tried.Count(number => Refused(number.ToString(CultureInfo.InvariantCulture), () => call(number)));

        Assert.InRange(refused, 1, tried.Length - 1);
    }

    [Theory]
    [InlineData(40001, 200)]
    [InlineData(200, 40010)]
    public void A_ratio_is_not_rounded_into_what_is_allowed(int width, int height)
    {
        ImageProcessor processor = new(new ImageProcessorOptions());

        string message = Assert.Throws<ImageSizeException>(() => processor.Process(Image.FromRgb(new byte[3 * width * height], width, height))).Message;

        Assert.Contains("more than 200 times", message, StringComparison.Ordinal);
    }

    private static void Checked(Exception e, bool allowed)
    {
        if (!allowed)
        {
            throw e;
        }
    }

    private static string Tokenizer(string id, string added) => $$$"""
        {"model":{"type":"BPE","vocab":{"a":0,"b":{{{id}}}},"merges":[]},"added_tokens":[{"id":{{{added}}},"content":"<x>"}],
         "pre_tokenizer":{"type":"ByteLevel"},"decoder":{"type":"ByteLevel"}}
        """;

    /// <summary>Each value for a key, alone or as an edge of 'size'.</summary>
    private static void Walk(string key, string file, Action<string> load)
    {
        int refused = 0;
        foreach (string value in Spellings.Concat(OtherKinds))
        {
            string json = key.Split('.') is [_, var edge]
                ? $$$"""{"size":{"shortest_edge":4,"longest_edge":4,"{{{edge}}}":{{{value}}}}}""".Replace($"\"{edge}\":4,", "", StringComparison.Ordinal)
                : $$"""{"{{key}}":{{value}}}""";
            refused += Refused(value, () => load(json)) ? 1 : 0;
        }

        Assert.True(refused >= 5, $"{file}: {refused} values of {key} refused");
    }

    /// <summary>Whether a value was refused; by a message that does not allow it.</summary>
    private static bool Refused(string value, Action action)
    {
        Exception? e = Record.Exception(action);
        if (e is null)
        {
            return false;
        }

        Assert.True(e is ModelwrightException or ArgumentOutOfRangeException, e.ToString());
        string message = e.Message;
        if (message.Contains("wanted", StringComparison.Ordinal))
        {
            message = message[message.IndexOf("wanted", StringComparison.Ordinal)..];
        }

        if (RangeWords.StatesOne(message) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            Assert.False(RangeWords.Allow(message, number, value), $"{value}: {e.Message}");
        }

        return true;
    }

    private void Open(string header)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(_folder["model.safetensors"], [.. BitConverter.GetBytes((long)json.Length), .. json, .. new byte[4]]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
    }

    private string Write(string name, string json)
    {
        File.WriteAllText(_folder[name], json);
        return _folder[name];
    }
}
