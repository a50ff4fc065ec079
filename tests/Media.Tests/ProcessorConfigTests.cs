using System;
using System.IO;
using Modelwright.Runtime;

namespace Modelwright.Media.Tests;

/// <summary>preprocessor_config.json and video_preprocessor_config.json in all spellings, and what is wrong in them.</summary>
public class ProcessorConfigTests
{
    [Fact]
    public void Published_values_are_read()
    {
        ImageProcessorOptions options = Image("""
            { "size": { "longest_edge": 16777216, "shortest_edge": 65536 }, "patch_size": 16, "temporal_patch_size": 2, "merge_size": 2,
              "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5], "processor_class": "Qwen3VLProcessor", "image_processor_type": "Qwen2VLImageProcessorFast" }
            """);

        Assert.Equal((65536, 16777216, 16, 2, 2), (options.MinPixels, options.MaxPixels, options.PatchSize, options.TemporalPatchSize, options.MergeSize));
        Assert.Equal([0.5, 0.5, 0.5], options.Mean);
        Assert.Equal(ResampleFilter.Bicubic, options.Filter);
    }

    [Fact]
    public void Old_keys_override_the_new_one_by_one()
    {
        ImageProcessorOptions options = Image("""{ "size": { "longest_edge": 9000, "shortest_edge": 100 }, "min_pixels": 300 }""");

        Assert.Equal((300, 9000), (options.MinPixels, options.MaxPixels));
        Assert.Equal((3136, 1003520), (Image("{}").MinPixels, Image("{}").MaxPixels));
    }

    [Fact]
    public void One_file_may_hold_both_processors()
    {
        const string json = """{ "image_processor": { "patch_size": 7 }, "video_processor": { "patch_size": 9, "fps": null, "num_frames": 6 } }""";

        Assert.Equal(7, Image(json).PatchSize);
        Assert.Equal(9, Video(json).PatchSize);
        Assert.Equal((null, 6), (Video(json).FramesPerSecond, Video(json).FrameCount));
        Assert.Equal(2, Video("{}").FramesPerSecond);
    }

    [Theory]
    [InlineData("""{ "patch_size": 0 }""", "0 for 'patch_size'; wanted a whole number at least 1 and at most 1048576")]
    [InlineData("""{ "merge_size": 3000000000 }""", "3000000000 for 'merge_size'")]
    [InlineData("""{ "merge_size": "2" }""", "\"2\" for 'merge_size'")]
    [InlineData("""{ "image_std": [0.5, 0, 0.5] }""", "0 for 'image_std'; wanted a number above 0")]
    [InlineData("""{ "image_mean": [0.5, 0.5] }""", "[0.5, 0.5] for 'image_mean'; wanted three numbers")]
    [InlineData("""{ "size": { "shortest_edge": 4 } }""", "for 'size'; wanted an object with 'shortest_edge' and 'longest_edge'")]
    [InlineData("""{ "size": { "shortest_edge": 4, "longest_edge": 99999999999999999999 } }""", "99999999999999999999 for 'size.longest_edge'")]
    [InlineData("""{ "resample": 6 }""", "6 for 'resample'; wanted a whole number at least 0 and at most 5")]
    [InlineData("""{ "do_resize": 1 }""", "1 for 'do_resize'; wanted true or false")]
    [InlineData("""{ "rescale_factor": -1 }""", "-1 for 'rescale_factor'; wanted a number above 0")]
    [InlineData("[]", "a JSON Array; wanted an object")]
    [InlineData("<html>", "an HTML page")]
    [InlineData("{ \"patch_size\": 16", "text that is not JSON")]
    public void What_is_wrong_is_said(string json, string message) =>
        Assert.Contains(message, Assert.Throws<ProcessorConfigException>(() => Image(json)).Message);

    [Fact]
    public void A_missing_file_is_an_error_since_class_defaults_are_no_published_models()
    {
        ProcessorConfigException e = Assert.Throws<ProcessorConfigException>(() => ImageProcessorOptions.Load(MediaGoldens.Images));

        Assert.Contains("no such file", e.Message);
        Assert.EndsWith("preprocessor_config.json", e.Path);
    }

    private static ImageProcessorOptions Image(string json) => With(json, ImageProcessorOptions.Load);

    private static VideoProcessorOptions Video(string json) => With(json, VideoProcessorOptions.Load);

    private static T With<T>(string json, Func<string, T> load)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json);
            return load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
