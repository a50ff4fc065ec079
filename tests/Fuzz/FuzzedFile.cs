using System;
using System.IO;

namespace Modelwright.Fuzz;

/// <summary>A file of one name in a folder of its own, written anew for each run of a reader that takes paths.</summary>
internal sealed class FuzzedFile(string name) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelwright-fuzz-").FullName;

    /// <summary>Writes the file.</summary>
    /// <returns>Its path.</returns>
    public string Write(byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
