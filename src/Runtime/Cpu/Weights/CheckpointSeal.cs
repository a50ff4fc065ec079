using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Size and time of the files that weights are read from while a model is in use: a file that was changed meanwhile gives other numbers, or none.
/// Of the files themselves, where links lead to them: a link does not change with what it stands for.
/// </summary>
internal sealed class CheckpointSeal(string checkpoint, IEnumerable<string> files)
{
    private readonly (string Path, long Length, DateTime Written)[] _files =
        [.. files.Distinct(StringComparer.Ordinal).Select(static file => Followed(file)).Select(static info => (info.FullName, info.Length, info.LastWriteTimeUtc))];

    /// <summary>Does nothing where all files are as they were.</summary>
    /// <exception cref="CheckpointChangedException">One is not.</exception>
    public void Check()
    {
        foreach ((string path, long length, DateTime written) in _files)
        {
            FileInfo now = new(path);
            if (!now.Exists || now.Length != length || now.LastWriteTimeUtc != written)
            {
                throw new CheckpointChangedException(checkpoint, path, now.Exists ? Describe(now.Length, now.LastWriteTimeUtc) : "nothing", Describe(length, written));
            }
        }
    }

    private static FileInfo Followed(string file)
    {
        FileInfo info = new(file);
        return info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : info;
    }

    private static string Describe(long length, DateTime written) => string.Create(CultureInfo.InvariantCulture, $"{length} bytes written {written:O}");
}
