using System;

namespace Modelwright.Runtime;

/// <summary>
/// How pictures and clips become the patches of a model's vision tower. Files are read when a picture or a clip comes: who only reads text needs none of them. Safe for use by
/// several threads.
/// </summary>
public sealed class MediaProcessors
{
    private readonly Lazy<ImageProcessor> _images;
    private readonly Lazy<VideoProcessor> _videos;

    /// <summary>Processors of one's own.</summary>
    /// <param name="images">For pictures.</param>
    /// <param name="videos">For clips.</param>
    public MediaProcessors(ImageProcessor images, VideoProcessor videos)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(videos);
        (_images, _videos) = (new Lazy<ImageProcessor>(images), new Lazy<VideoProcessor>(videos));
    }

    private MediaProcessors(string folder)
    {
        _images = new Lazy<ImageProcessor>(() => new ImageProcessor(ImageProcessorOptions.Load(folder)));
        _videos = new Lazy<VideoProcessor>(() => new VideoProcessor(VideoProcessorOptions.Load(folder)));
    }

    /// <summary>For pictures.</summary>
    /// <exception cref="ProcessorConfigException">The <c>preprocessor_config.json</c> is missing or cannot be used.</exception>
    public ImageProcessor Images => _images.Value;

    /// <summary>For clips.</summary>
    /// <exception cref="ProcessorConfigException">The <c>video_preprocessor_config.json</c> is missing or cannot be used.</exception>
    public VideoProcessor Videos => _videos.Value;

    /// <summary>By the files of a checkpoint's folder.</summary>
    /// <param name="folder">The folder.</param>
    public static MediaProcessors Of(string folder) => new(folder);
}
