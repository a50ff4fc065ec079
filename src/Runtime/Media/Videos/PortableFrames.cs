using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace Modelwright.Runtime;

/// <summary>Pictures one after the other in the portable pixmap format (PPM, "P6"), which tells each one's size: FFmpeg turns frames upright before it writes them.</summary>
internal static class PortableFrames
{
    private const string Magic = "P6";
    private const string Deepest = "255";

    /// <summary>Reads pictures until the stream ends.</summary>
    /// <exception cref="InvalidDataException">The stream holds something else, or ends within a picture.</exception>
    public static async Task CopyAsync(Stream stream, ChannelWriter<Image> frames, CancellationToken cancel)
    {
        BufferedStream buffered = new(stream, 1 << 16);
        await using (buffered.ConfigureAwait(false))
        {
            while (await WordAsync(buffered, cancel).ConfigureAwait(false) is { Length: > 0 } magic)
            {
                int width = Number(await WordAsync(buffered, cancel).ConfigureAwait(false));
                int height = Number(await WordAsync(buffered, cancel).ConfigureAwait(false));
                if (magic != Magic || await WordAsync(buffered, cancel).ConfigureAwait(false) != Deepest)
                {
                    throw new InvalidDataException($"A picture begins with '{magic}'; wanted '{Magic}' of 8 bits.");
                }

                byte[] rgb = new byte[checked(3 * width * height)];
                await buffered.ReadExactlyAsync(rgb, cancel).ConfigureAwait(false);
                await frames.WriteAsync(Image.FromRgb(rgb, width, height), cancel).ConfigureAwait(false);
            }
        }
    }

    private static int Number(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : throw new InvalidDataException($"A picture has a side of '{word}'.");

    /// <summary>The letters up to the next white space; empty at the end.</summary>
    private static async Task<string> WordAsync(Stream stream, CancellationToken cancel)
    {
        List<byte> word = [];
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one, cancel).ConfigureAwait(false) > 0)
        {
            if (!char.IsWhiteSpace((char)one[0]))
            {
                word.Add(one[0]);
            }
            else if (word.Count > 0)
            {
                break;
            }
        }

        return Encoding.ASCII.GetString([.. word]);
    }
}
