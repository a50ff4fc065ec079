using System;
using System.Collections.Generic;
using System.IO;

namespace Modelwright.Runtime;

/// <summary>Files that appear in a folder all at once, or not at all.</summary>
internal sealed class Staging
{
    private const string Suffix = ".partial";

    private readonly string _folder;
    private readonly bool _made;
    private readonly List<string> _files = [];

    public Staging(string folder)
    {
        _folder = folder;
        _made = !Directory.Exists(folder);
    }

    public void Write(string file, Action<Stream> write)
    {
        using FileStream stream = new(Add(file), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        write(stream);
    }

    public void Copy(string from, string file) => File.Copy(from, Add(file), overwrite: true);

    /// <summary>Gives the files their names, in place of those that are there.</summary>
    /// <param name="isStale">Which other files of the folder are removed.</param>
    public void Commit(Func<string, bool> isStale)
    {
        foreach (string file in _files)
        {
            File.Move(PathOf(file) + Suffix, PathOf(file), overwrite: true);
        }

        foreach (string path in Directory.GetFiles(_folder))
        {
            if (isStale(Path.GetFileName(path)) && !_files.Contains(Path.GetFileName(path)))
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Removes what was written.</summary>
    public void Discard()
    {
        foreach (string file in _files)
        {
            File.Delete(PathOf(file) + Suffix);
        }

        if (_made && Directory.Exists(_folder) && Directory.GetFileSystemEntries(_folder).Length == 0)
        {
            Directory.Delete(_folder);
        }
    }

    private string Add(string file)
    {
        Directory.CreateDirectory(_folder);
        _files.Add(file);
        return PathOf(file) + Suffix;
    }

    private string PathOf(string file) => Path.Combine(_folder, file);
}
