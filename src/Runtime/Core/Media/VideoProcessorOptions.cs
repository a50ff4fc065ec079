using System.Diagnostics.CodeAnalysis;
using System.IO;

namespace Modelwright.Runtime;

/// <summary>How clips become patches: <c>video_preprocessor_config.json</c> (Hugging Face's <c>Qwen3VLVideoProcessor</c>).</summary>
public sealed record VideoProcessorOptions : VisionProcessorOptions
{
    /// <summary>The file beside a checkpoint.</summary>
    public const string FileName = "video_preprocessor_config.json";

    private const long DefaultMinPixels = 128 * 32 * 32;
    private const long DefaultMaxPixels = 768 * 32 * 32;

    /// <summary>Hugging Face's class defaults.</summary>
    [SetsRequiredMembers]
    public VideoProcessorOptions() => (MinPixels, MaxPixels) = (DefaultMinPixels, DefaultMaxPixels);

    /// <summary><c>do_sample_frames</c>: whether frames are chosen; without it all of them are taken.</summary>
    public bool SampleFrames { get; init; } = true;

    /// <summary><c>fps</c>: frames a second to choose; null together with <see cref="FrameCount"/>. 2 by default.</summary>
    public double? FramesPerSecond { get; init; } = 2;

    /// <summary><c>num_frames</c>: how many frames to choose, whatever the clip's length; excludes <see cref="FramesPerSecond"/>.</summary>
    public int? FrameCount { get; init; }

    /// <summary><c>min_frames</c>: frames to choose at least, where the clip has them.</summary>
    public int MinFrames { get; init; } = 4;

    /// <summary><c>max_frames</c>: frames to choose at most.</summary>
    public int MaxFrames { get; init; } = 768;

    /// <summary>
    /// Frames a second of clips that do not say; null (the default) refuses such clips, since every time in the prompt would be a guess. Hugging Face takes 24.
    /// </summary>
    public double? AssumedFramesPerSecond { get; init; }

    /// <summary>Reads the file of a checkpoint, in the spelling of any version of transformers.</summary>
    /// <param name="folderOrFile">The checkpoint's folder, or the file.</param>
    /// <exception cref="ProcessorConfigException">There is no such file, it is not JSON, or a value is of the wrong kind or out of range.</exception>
    public static VideoProcessorOptions Load(string folderOrFile)
    {
        string path = Directory.Exists(folderOrFile) ? Path.Combine(folderOrFile, FileName) : folderOrFile;
        return ProcessorConfigReader.Read(path, section: "video_processor", Create);
    }

    private static VideoProcessorOptions Create(ProcessorConfigReader reader)
    {
        int? count = reader.OptionalInteger("num_frames");
        return new VideoProcessorOptions
        {
            PatchSize = reader.Integer("patch_size", 16),
            TemporalPatchSize = reader.Integer("temporal_patch_size", 2),
            MergeSize = reader.Integer("merge_size", 2),
            MinPixels = reader.Pixels("min_pixels", "shortest_edge", DefaultMinPixels),
            MaxPixels = reader.Pixels("max_pixels", "longest_edge", DefaultMaxPixels),
            Resize = reader.Bool("do_resize", fallback: true),
            Filter = reader.Filter(),
            Rescale = reader.Bool("do_rescale", fallback: true),
            RescaleFactor = reader.Positive("rescale_factor", 1 / 255.0),
            Normalize = reader.Bool("do_normalize", fallback: true),
            Mean = reader.Channels("image_mean", [0.5, 0.5, 0.5], NumberRange.Finite),
            StandardDeviation = reader.Channels("image_std", [0.5, 0.5, 0.5], NumberRange.Above(0)),
            SampleFrames = reader.Bool("do_sample_frames", fallback: true),
            FramesPerSecond = count is null ? reader.Positive("fps", 2) : reader.OptionalPositive("fps"),
            FrameCount = count,
            MinFrames = reader.Integer("min_frames", 4),
            MaxFrames = reader.Integer("max_frames", 768),
        };
    }
}
