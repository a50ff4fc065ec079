using System;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>
/// Turns pictures into patches as Hugging Face's <c>Qwen2VLImageProcessor</c> does (image_processing_qwen2_vl.py): to a size of whole blocks, resampled as Pillow
/// resamples, normalised, cut. Safe for use by several threads.
/// </summary>
public sealed class ImageProcessor(ImageProcessorOptions options)
{
    /// <summary>How it does so.</summary>
    public ImageProcessorOptions Options { get; } = options;

    /// <summary>How the patches of a picture will lie; no pixel is read.</summary>
    /// <exception cref="ImageSizeException">The picture is too narrow, or must not be resized and is no multiple of a merged patch.</exception>
    public PatchGrid GridOf(Image image)
    {
        (int height, int width) = SizeOf(image);
        return new PatchGrid(1, height / Options.PatchSize, width / Options.PatchSize);
    }

    /// <summary>The patches of a picture.</summary>
    /// <exception cref="ImageSizeException">The picture is too narrow, or must not be resized and is no multiple of a merged patch.</exception>
    /// <exception cref="ImageFormatException">The picture cannot be decoded.</exception>
    public VisionInput Process(Image image, CancellationToken cancel = default)
    {
        (int height, int width) = SizeOf(image);
        PatchWriter patches = new(Options, GridOf(image));
        byte[] rgb = ImageResampler.Resample(image, width, height, Options.Filter, cancel);
        for (int frame = 0; frame < Options.TemporalPatchSize; frame++)
        {
            cancel.ThrowIfCancellationRequested();
            patches.Write(rgb, frame);
        }

        return new VisionInput(patches.Grid, patches.RowLength, patches.Patches, []);
    }

    private (int Height, int Width) SizeOf(Image image)
    {
        if (Options.Resize)
        {
            return ImageSizing.OfImage(image.Height, image.Width, Options.Factor, Options.MinPixels, Options.MaxPixels);
        }

        WholeBlocks.Check(image.Height, image.Width, Options);
        return (image.Height, image.Width);
    }
}
