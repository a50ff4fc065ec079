using System.Diagnostics.CodeAnalysis;
using System.IO;

namespace Modelwright.Runtime;

/// <summary>How pictures become patches: <c>preprocessor_config.json</c> (Hugging Face's <c>Qwen2VLImageProcessor</c>).</summary>
public sealed record ImageProcessorOptions : VisionProcessorOptions
{
    /// <summary>The file beside a checkpoint.</summary>
    public const string FileName = "preprocessor_config.json";

    private const long DefaultMinPixels = 56 * 56;
    private const long DefaultMaxPixels = 28 * 28 * 1280;

    /// <summary>Hugging Face's class defaults for what the file leaves out, but for patch, mean and deviation, which are the published models'.</summary>
    [SetsRequiredMembers]
    public ImageProcessorOptions() => (MinPixels, MaxPixels) = (DefaultMinPixels, DefaultMaxPixels);

    /// <summary>Reads the file of a checkpoint, in the spelling of any version of transformers.</summary>
    /// <param name="folderOrFile">The checkpoint's folder, or the file.</param>
    /// <exception cref="ProcessorConfigException">There is no such file (the class defaults would be wrong for published models), it is not JSON, or a value is of the wrong kind or out of range.</exception>
    public static ImageProcessorOptions Load(string folderOrFile)
    {
        string path = Directory.Exists(folderOrFile) ? Path.Combine(folderOrFile, FileName) : folderOrFile;
        return ProcessorConfigReader.Read(path, section: "image_processor", Create);
    }

    private static ImageProcessorOptions Create(ProcessorConfigReader reader)
    {
        return new ImageProcessorOptions
        {
            PatchSize = reader.Integer("patch_size", 14),
            TemporalPatchSize = reader.Integer("temporal_patch_size", 2),
            MergeSize = reader.Integer("merge_size", 2),
            MinPixels = reader.Pixels("min_pixels", "shortest_edge", DefaultMinPixels),
            MaxPixels = reader.Pixels("max_pixels", "longest_edge", DefaultMaxPixels),
            Resize = reader.Bool("do_resize", fallback: true),
            Filter = reader.Filter(),
            Rescale = reader.Bool("do_rescale", fallback: true),
            RescaleFactor = reader.Positive("rescale_factor", 1 / 255.0),
            Normalize = reader.Bool("do_normalize", fallback: true),
            Mean = reader.Channels("image_mean", [0.48145466, 0.4578275, 0.40821073], NumberRange.Finite),
            StandardDeviation = reader.Channels("image_std", [0.26862954, 0.26130258, 0.27577711], NumberRange.Above(0)),
        };
    }
}
