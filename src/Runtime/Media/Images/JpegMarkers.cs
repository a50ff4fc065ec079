using System;

namespace Modelwright.Runtime;

/// <summary>
/// Whether a JPEG file is whole. The decoder fills what is missing with grey and says nothing, so the markers are walked from the first to the end of the image
/// (ITU-T T.81, annex B).
/// </summary>
internal static class JpegMarkers
{
    private const byte Prefix = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    public static bool IsJpeg(ReadOnlySpan<byte> file) => file is [Prefix, StartOfImage, Prefix, ..];

    public static bool ReachesEnd(ReadOnlySpan<byte> file)
    {
        int at = 2;
        while (NextMarker(file, ref at) is { } marker)
        {
            if (marker == EndOfImage)
            {
                return true;
            }

            if (StandsAlone(marker))
            {
                continue;
            }

            if (at + 2 > file.Length)
            {
                return false;
            }

            at += (file[at] << 8) | file[at + 1];
            if (marker == StartOfScan)
            {
                SkipEntropyCode(file, ref at);
            }
        }

        return false;
    }

    private static byte? NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        while (at + 1 < file.Length)
        {
            if (file[at++] == Prefix && file[at] is not (0 or Prefix))
            {
                return file[at++];
            }
        }

        return null;
    }

    /// <summary>Within a scan, FF is followed by 0, or by a restart marker that belongs to the scan.</summary>
    private static void SkipEntropyCode(ReadOnlySpan<byte> file, ref int at)
    {
        while (at + 1 < file.Length && !(file[at] == Prefix && file[at + 1] != 0 && !StandsAlone(file[at + 1])))
        {
            at++;
        }
    }

    /// <summary>Markers without a segment: TEM and the restart markers.</summary>
    private static bool StandsAlone(byte marker) => marker is 0x01 or (>= 0xD0 and <= 0xD7);
}
