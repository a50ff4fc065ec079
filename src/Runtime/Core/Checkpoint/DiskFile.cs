using System;
using System.IO;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Modelwright.Runtime;

/// <summary>
/// Opens and reads files as they lie on people's disks, through links of any kind, so that whatever goes wrong is a <see cref="CheckpointException"/> that names the path.
/// Read, and mapped only for who asks for it: a mapped file that another program cuts short ends the process by a signal, a read one ends in an exception.
/// </summary>
internal static class DiskFile
{
    /// <summary>Whether there is an entry of that name, be it a link to nothing.</summary>
    public static bool IsThere(string path) => Path.Exists(path) || LinkTarget(path) is not null;

    /// <summary>Opens a file for reads at any place.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <param name="wanted">What it should be, for messages.</param>
    /// <exception cref="CheckpointNotFoundException">There is none, or a link to nothing.</exception>
    /// <exception cref="CheckpointAccessException">It is a folder, or may not be read.</exception>
    public static SafeFileHandle Open(string path, string wanted)
    {
        try
        {
            return Directory.Exists(path)
                ? throw new CheckpointAccessException(path, "it is a folder")
                : File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CheckpointNotFoundException(path, wanted, LinkTarget(path) is { } target ? $"a link to '{target}', which is not there" : "no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CheckpointAccessException(path, e.Message, e);
        }
    }

    /// <summary>Bytes of an open file: of the file itself, not of a link to it.</summary>
    /// <exception cref="CheckpointAccessException">It has no length, as a device or a pipe.</exception>
    public static long Length(string path, SafeFileHandle file)
    {
        try
        {
            return RandomAccess.GetLength(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CheckpointAccessException(path, e.Message, e);
        }
    }

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/> on, as far as the file goes.</summary>
    /// <returns>Bytes read; fewer than asked for at the file's end alone.</returns>
    /// <exception cref="CheckpointAccessException">The disk or the share it is on failed.</exception>
    public static int Read(string path, SafeFileHandle file, long offset, Span<byte> destination)
    {
        try
        {
            int done = 0;
            while (done < destination.Length && RandomAccess.Read(file, destination[done..], offset + done) is > 0 and int count)
            {
                done += count;
            }

            return done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CheckpointAccessException(path, e.Message, e);
        }
    }

    /// <summary>A small file whole.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <param name="wanted">What it should be, for messages.</param>
    /// <param name="most">Bytes that no such file has.</param>
    /// <exception cref="CheckpointException">It is not there, cannot be read, or is too long to be what it should be.</exception>
    public static byte[] ReadAll(string path, string wanted, int most)
    {
        using SafeFileHandle file = Open(path, wanted);
        long length = Length(path, file);
        if (length > most)
        {
            throw new CheckpointAccessException(path, FormattableString.Invariant($"it has {length} bytes, and {wanted} has at most {most}"));
        }

        byte[] bytes = new byte[length];
        int read = Read(path, file, 0, bytes);
        return read == length ? bytes : throw new CheckpointTruncatedException(path, length, read);
    }

    /// <summary>What a file that begins with these bytes is, where that is not what its name says.</summary>
    public static ForeignFile? Recognize(ReadOnlySpan<byte> start) =>
        ForeignFile.Recognize(Encoding.Latin1.GetString(start[..Math.Min(start.Length, ForeignFile.StartLength)]));

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
