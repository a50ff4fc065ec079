using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime;

/// <summary>
/// Pictures from files: PNG, JPEG, WebP, BMP and the first frame of a GIF. They stand upright (EXIF), transparency is dropped and the colour under it kept, of 16 bits
/// the high 8 are taken: as Hugging Face's <c>load_image</c> has it. A file's header is read at once, its pixels when they are wanted.
/// </summary>
public static class ImageFiles
{
    extension(Image)
    {
        /// <summary>A picture from a file.</summary>
        /// <param name="path">The file.</param>
        /// <param name="limits">What it may be at most.</param>
        /// <exception cref="ImageFormatException">There is no such file, it cannot be read, or it is no picture.</exception>
        /// <exception cref="ImageSizeException">It has more pixels than the limit.</exception>
        public static Image FromFile(string path, ImageLimits? limits = null)
        {
            try
            {
                using FileStream file = File.OpenRead(path);
                return new EncodedImage(path, Read(path, file, limits), limits);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                throw new ImageFormatException(path, "no such file", "a picture", e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ImageFormatException(path, "a file that cannot be read: " + e.Message, "a picture", e);
            }
        }

        /// <summary>A picture from encoded bytes.</summary>
        /// <param name="encoded">A whole PNG, JPEG, WebP, BMP or GIF file.</param>
        /// <param name="limits">What it may be at most.</param>
        /// <exception cref="ImageFormatException">The bytes are no picture.</exception>
        /// <exception cref="ImageSizeException">It has more pixels than the limit.</exception>
        public static Image FromBytes(ReadOnlyMemory<byte> encoded, ImageLimits? limits = null)
        {
            CheckLength("bytes in memory", encoded.Length, limits);
            return new EncodedImage("bytes in memory", encoded, limits);
        }

        /// <summary>A picture from a stream, which is read to its end and stays open.</summary>
        /// <param name="encoded">A whole PNG, JPEG, WebP, BMP or GIF file.</param>
        /// <param name="limits">What it may be at most.</param>
        /// <param name="cancel">Stops the reading.</param>
        /// <exception cref="ImageFormatException">The bytes are no picture.</exception>
        /// <exception cref="ImageSizeException">It has more pixels than the limit.</exception>
        public static async Task<Image> FromStreamAsync(Stream encoded, ImageLimits? limits = null, CancellationToken cancel = default)
        {
            using MemoryStream copy = new();
            byte[] piece = new byte[1 << 16];
            int count;
            while ((count = await encoded.ReadAsync(piece, cancel).ConfigureAwait(false)) > 0)
            {
                copy.Write(piece, 0, count);
                CheckLength("a stream", copy.Length, limits);
            }

            return new EncodedImage("a stream", copy.ToArray(), limits);
        }
    }

    private static byte[] Read(string path, FileStream file, ImageLimits? limits)
    {
        CheckLength(path, file.Length, limits);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void CheckLength(string name, long length, ImageLimits? limits)
    {
        long most = (limits ?? ImageLimits.Default).MaxBytes;
        if (length > most)
        {
            throw new ImageFormatException(name, FormattableString.Invariant($"more than {most} bytes"), "a smaller file, or higher ImageLimits.MaxBytes");
        }
    }
}
