using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using CliWrap;

namespace Modelwright.Runtime;

/// <summary>
/// What FFmpeg tells of a clip without decoding it: line by line, so that the packets of a long one are counted and not kept.
/// </summary>
/// <param name="Frames">Frames that will be shown: packets, but those an edit list cuts away.</param>
/// <param name="FramesPerSecond">The average; null where the file does not say.</param>
internal sealed record VideoProbe(int Frames, double? FramesPerSecond)
{
    /// <summary>Moving pictures, which leaves out the covers of songs.</summary>
    public const string Stream = "V:0";

    private const string PacketLine = "packet|";

    public static VideoProbe Read(string path, VideoFileOptions options, CancellationToken cancel)
    {
        Dictionary<string, string> stream = [];
        (int shown, int discarded) = (0, 0);
        string errors = Run(path, ["-show_entries", "stream=codec_name,field_order,width,height,avg_frame_rate,nb_frames:packet=flags"], options, cancel, line =>
        {
            if (line.StartsWith(PacketLine, StringComparison.Ordinal))
            {
                bool discard = line.AsSpan(PacketLine.Length).Contains('D');
                (shown, discarded) = discard ? (shown, discarded + 1) : (shown + 1, discarded);
            }
            else
            {
                Read(line, stream);
            }
        });
        Check(path, stream, shown + discarded, errors, options);
        return new VideoProbe(IsPacketAFrame(stream) ? shown : Decoded(path, options, cancel), Rate(Value(stream, "avg_frame_rate")));
    }

    private static void Check(string path, Dictionary<string, string> stream, int packets, string errors, VideoFileOptions options)
    {
        if (stream.Count == 0)
        {
            throw new VideoException(path, errors.Length > 0 ? errors : "nothing that moves", "a clip that FFmpeg decodes");
        }

        (int width, int height) = (Number(stream, "width") ?? 0, Number(stream, "height") ?? 0);
        if (options.Limits.MaxPixels < (long)width * height)
        {
            throw new ImageSizeException(width, height, FormattableString.Invariant($"a frame has {(long)width * height} pixels; at most {options.Limits.MaxPixels} are decoded, or what ImageLimits.MaxPixels says"));
        }

        if (packets == 0)
        {
            throw new VideoException(path, errors.Length > 0 ? errors : "no frame", "a clip with frames");
        }

        if (!options.AcceptDamage && (errors.Length > 0 || Number(stream, "nb_frames") > packets))
        {
            throw new VideoException(path, errors.Length > 0 ? errors : FormattableString.Invariant($"{packets} frames of {stream["nb_frames"]}"), "a whole clip");
        }
    }

    /// <summary>VP8 has packets that are never shown, and interlaced clips may have two a frame.</summary>
    private static bool IsPacketAFrame(Dictionary<string, string> stream) => Value(stream, "codec_name") != "vp8" && Value(stream, "field_order") is null or "progressive" or "unknown";

    /// <summary>The number of frames by decoding them all.</summary>
    private static int Decoded(string path, VideoFileOptions options, CancellationToken cancel)
    {
        Dictionary<string, string> stream = [];
        Run(path, ["-count_frames", "-show_entries", "stream=nb_read_frames"], options, cancel, line => Read(line, stream));
        return Number(stream, "nb_read_frames") is > 0 and int frames ? frames : throw new VideoException(path, "no frame that can be decoded", "a clip with frames");
    }

    /// <summary>Lets <c>ffprobe</c> run and hands out its lines.</summary>
    /// <returns>What it complains of.</returns>
    private static string Run(string path, string[] wanted, VideoFileOptions options, CancellationToken cancel, Action<string> line)
    {
        List<string> errors = [];
        string[] arguments = ["-v", "error", "-select_streams", Stream, .. wanted, "-of", "compact", "-i", Path.GetFullPath(path)];
        Command command = FFmpeg.Command(FFmpeg.Probe, options, arguments, PipeTarget.ToDelegate(line, Encoding.UTF8), errors).WithValidation(CommandResultValidation.None);
        try
        {
            command.ExecuteAsync(cancel).GetAwaiter().GetResult();
        }
        catch (Win32Exception e)
        {
            throw new FFmpegMissingException(FFmpeg.Probe, e);
        }

        return FFmpeg.Complaint(errors, path);
    }

    private static void Read(string line, Dictionary<string, string> stream)
    {
        foreach (string[] pair in line.Split('|').Skip(1).Select(static field => field.Split('=', 2)).Where(static pair => pair.Length == 2))
        {
            stream[pair[0]] = pair[1];
        }
    }

    private static string? Value(Dictionary<string, string> stream, string key) => stream.TryGetValue(key, out string? value) && value != "N/A" ? value : null;

    private static int? Number(Dictionary<string, string> stream, string key) =>
        int.TryParse(Value(stream, key), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>A fraction such as 30000/1001; 0/0 where nobody knows.</summary>
    private static double? Rate(string? fraction)
    {
        string[] parts = fraction?.Split('/') ?? [];
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double numerator)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double denominator)
            && numerator > 0 && denominator > 0
                ? numerator / denominator
                : null;
    }
}
