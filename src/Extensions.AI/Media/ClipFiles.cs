using System;
using System.IO;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>Clips that messages hold as bytes, in files for as long as a prompt is read: FFmpeg seeks in them.</summary>
internal sealed class ClipFiles : IDisposable
{
    private DirectoryInfo? _folder;
    private int _count;

    /// <exception cref="MediaException">FFmpeg is not installed, or finds no clip in the bytes.</exception>
    public Video Add(ReadOnlySpan<byte> encoded)
    {
        _folder ??= Directory.CreateTempSubdirectory("modelwright-clips-");
        string path = Path.Combine(_folder.FullName, $"{++_count}");
        using (FileStream file = File.Create(path))
        {
            file.Write(encoded);
        }

        return Video.FromFile(path);
    }

    public void Dispose() => _folder?.Delete(recursive: true);
}
