using System;
using System.Collections.Generic;
using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>Chooses frames and tells their times (video_processing_qwen3_vl.py, <c>sample_frames</c>; processing_qwen3_vl.py, <c>_calculate_timestamps</c>).</summary>
internal static class FrameSampler
{
    /// <summary>Numbers of the frames to take, from 0, never decreasing.</summary>
    /// <exception cref="VideoException">The options ask for a rate and a number at once.</exception>
    public static int[] Choose(Video video, double rate, VideoProcessorOptions options)
    {
        int total = video.FrameCount;
        int[] indices = new int[options.SampleFrames ? Count(video, rate, options) : total];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = Spread(i, indices.Length, total);
        }

        return indices;
    }

    /// <summary>Seconds of each group of frames: the middle between its first and its last.</summary>
    public static double[] Timestamps(IReadOnlyList<double> times, int groupSize)
    {
        double[] middles = new double[(times.Count + groupSize - 1) / groupSize];
        for (int group = 0; group < middles.Length; group++)
        {
            double first = times[group * groupSize];
            double last = times[Math.Min((group * groupSize) + groupSize, times.Count) - 1];
            middles[group] = (first + last) / 2;
        }

        return middles;
    }

    private static int Count(Video video, double rate, VideoProcessorOptions options)
    {
        if (options is { FrameCount: { } count, FramesPerSecond: { } asked })
        {
            throw new VideoException(
                video.Name,
                string.Create(CultureInfo.InvariantCulture, $"options that ask for {count} frames and for {asked} frames a second"),
                "one of the two, with null for the other");
        }

        if (options.FrameCount is { } fixedCount)
        {
            return fixedCount;
        }

        double wanted = Math.Truncate(video.FrameCount / rate * (options.FramesPerSecond ?? 2));
        return (int)Math.Min(Math.Min(Math.Max(wanted, options.MinFrames), options.MaxFrames), video.FrameCount);
    }

    /// <summary>numpy's <c>linspace(0, total − 1, count)[i]</c>, rounded, ties to even. As many as there are, each is itself.</summary>
    private static int Spread(int i, int count, int total)
    {
        if (count == 1)
        {
            return 0;
        }

        double step = (double)(total - 1) / (count - 1);
        return (int)Math.Round(i * step, MidpointRounding.ToEven);
    }
}
