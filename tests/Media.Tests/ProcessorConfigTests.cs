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

    /// <summary>A section by that name that holds no keys is none: they are where older files have them.</summary>
    [Theory]
    [InlineData("null")]
    [InlineData("\"Qwen2VLImageProcessor\"")]
    public void A_section_is_an_object(string section) => Assert.Equal(7, Image($$"""{ "image_processor": {{section}}, "patch_size": 7 }""").PatchSize);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Switches_are_read(string json, bool on)
    {
        ImageProcessorOptions options = Image($$"""{ "do_resize": {{json}}, "do_rescale": {{json}}, "do_normalize": {{json}} }""");

        Assert.Equal((on, on, on), (options.Resize, options.Rescale, options.Normalize));
        Assert.Equal(on, Video($$"""{ "do_sample_frames": {{json}} }""").SampleFrames);
    }

    [Fact]
    public void Options_that_say_nothing_resize_rescale_and_normalise()
    {
        ImageProcessorOptions options = new();

        Assert.Equal((true, true, true, 1 / 255.0), (options.Resize, options.Rescale, options.Normalize, options.RescaleFactor));
    }

    [Theory]
    [InlineData("""{ "patch_size": 0 }""", "0 for 'patch_size'; wanted a whole number at least 1 and at most 1048576")]
    [InlineData("""{ "merge_size": 3000000000 }""", "3000000000 for 'merge_size'")]
    [InlineData("""{ "merge_size": "2" }""", "\"2\" for 'merge_size'")]
    [InlineData("""{ "image_std": [0.5, 0, 0.5] }""", "0 for 'image_std'; wanted a number above 0")]
    [InlineData("""{ "image_mean": [0.5, 0.5] }""", "[0.5, 0.5] for 'image_mean'; wanted three numbers")]
    [InlineData("""{ "size": { "shortest_edge": 4 } }""", "for 'size'; wanted an object with 'shortest_edge' and 'longest_edge'")]
    [InlineData("""{ "size": { "longest_edge": 4 } }""", "for 'size'; wanted an object with 'shortest_edge' and 'longest_edge'")]
    [InlineData("""{ "size": 4 }""", "4 for 'size'; wanted an object with 'shortest_edge' and 'longest_edge'")]
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

    [Fact]
    public void A_file_that_cannot_be_read_is_said_to_be_one()
    {
        ProcessorConfigException e = Assert.Throws<ProcessorConfigException>(static () => ImageProcessorOptions.Load(new string('x', 300)));

        Assert.Contains("a file that cannot be read: ", e.Message);
        Assert.IsAssignableFrom<IOException>(e.InnerException);
    }

    /// <summary>Each file is read when its kind of media comes: who has pictures alone needs none for clips.</summary>
    [Fact]
    public void Processors_of_a_folder_read_the_file_that_is_wanted()
    {
        MediaProcessors pictures = MediaProcessors.Of(Path.Combine(MediaGoldens.Images, "qwen2vl"));
        MediaProcessors clips = MediaProcessors.Of(MediaGoldens.Videos);

        Assert.Equal(14, pictures.Images.Options.PatchSize);
        Assert.EndsWith("video_preprocessor_config.json", Assert.Throws<ProcessorConfigException>(() => pictures.Videos).Path);
        Assert.Equal(VideoProcessorOptions.Load(MediaGoldens.Videos).MaxPixels, clips.Videos.Options.MaxPixels);
        Assert.EndsWith("preprocessor_config.json", Assert.Throws<ProcessorConfigException>(() => clips.Images).Path);
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
