using System;

namespace Modelwright.Runtime;

/// <summary>The size a picture or a clip is brought to (Hugging Face's <c>smart_resize</c>): multiples of a merged patch, and pixels between two bounds where that is possible.</summary>
internal static class ImageSizing
{
    /// <summary>The longer side by the shorter, at most.</summary>
    public const int MostRatio = 200;

    /// <summary>image_processing_qwen2_vl.py.</summary>
    public static (int Height, int Width) OfImage(int height, int width, int factor, long minPixels, long maxPixels)
    {
        CheckRatio(height, width);
        return Within(height, width, frames: 1, countedFrames: 1, factor, minPixels, maxPixels);
    }

    /// <summary>video_processing_qwen3_vl.py: the bounds are of all frames together.</summary>
    public static (int Height, int Width) OfVideo(int frames, int height, int width, int temporal, int factor, long minPixels, long maxPixels)
    {
        if (height < factor || width < factor)
        {
            double scale = Math.Max((double)factor / height, (double)factor / width);
            (height, width) = ((int)(height * scale), (int)(width * scale));
        }

        CheckRatio(height, width);
        double counted = Math.Round((double)frames / temporal, MidpointRounding.ToEven) * temporal;
        return Within(height, width, frames, counted, factor, minPixels, maxPixels);
    }

    private static (int Height, int Width) Within(int height, int width, int frames, double countedFrames, int factor, long minPixels, long maxPixels)
    {
        double rows = Math.Round((double)height / factor, MidpointRounding.ToEven) * factor;
        double columns = Math.Round((double)width / factor, MidpointRounding.ToEven) * factor;
        double pixels = countedFrames * rows * columns;
        double all = (double)frames * height * width;
        if (pixels > maxPixels)
        {
            double shrink = Math.Sqrt(all / maxPixels);
            rows = Math.Max(factor, Math.Floor(height / shrink / factor) * factor);
            columns = Math.Max(factor, Math.Floor(width / shrink / factor) * factor);
        }
        else if (pixels < minPixels)
        {
            double grow = Math.Sqrt(minPixels / all);
            rows = Math.Ceiling(height * grow / factor) * factor;
            columns = Math.Ceiling(width * grow / factor) * factor;
        }

        return (checked((int)rows), checked((int)columns));
    }

    private static void CheckRatio(int height, int width)
    {
        if (Math.Max(height, width) > (long)MostRatio * Math.Min(height, width))
        {
            throw new ImageSizeException(width, height, FormattableString.Invariant($"its longer side is more than {MostRatio} times its shorter one"));
        }
    }
}
