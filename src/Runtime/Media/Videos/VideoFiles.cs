using System.IO;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>
/// Clips from files, of whatever kind the installed FFmpeg decodes. The file is read through once for the number of its frames; those that a model is shown are decoded when
/// they are wanted, one at a time.
/// </summary>
public static class VideoFiles
{
    extension(Video)
    {
        /// <summary>The first stream of moving pictures in a file.</summary>
        /// <param name="path">The file.</param>
        /// <param name="options">Limits, and where FFmpeg is; defaults where null.</param>
        /// <param name="cancel">Stops the count of the frames.</param>
        /// <exception cref="FFmpegMissingException">FFmpeg is not installed.</exception>
        /// <exception cref="VideoException">There is no such file, nothing in it moves, or it is damaged or cut off.</exception>
        /// <exception cref="ImageSizeException">Its frames have more pixels than the limit.</exception>
        public static Video FromFile(string path, VideoFileOptions? options = null, CancellationToken cancel = default)
        {
            options ??= VideoFileOptions.Default;
            if (!File.Exists(path))
            {
                throw new VideoException(path, "no such file", "a clip");
            }

            return new FileVideo(path, VideoProbe.Read(path, options, cancel), options);
        }
    }
}
