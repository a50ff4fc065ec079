using System;
using System.Collections.Generic;
using Microsoft.Win32.SafeHandles;

namespace Modelwright.Runtime;

/// <summary>One safetensors file: opening it reads its header alone.</summary>
internal sealed class SafetensorsFile : TensorFile
{
    private SafetensorsFile(string path, SafeFileHandle file)
        : base(path, file)
    {
        long length = DiskFile.Length(path, file);
        byte[] start = new byte[Math.Min(length, ForeignFile.StartLength)];
        start = start[..DiskFile.Read(path, file, 0, start)];
        if (!SafetensorsHeader.IsLikely(start, length) && DiskFile.Recognize(start) is { } foreign)
        {
            throw new ForeignFileException(path, foreign, "a safetensors file");
        }

        byte[] header = new byte[SafetensorsHeader.ReadLength(path, start, length)];
        DataStart = SafetensorsHeader.PrefixLength + (long)header.Length;
        Fill(SafetensorsHeader.PrefixLength, header, DataStart);
        Entries = SafetensorsHeader.Parse(path, header, length - DataStart);
    }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="CheckpointException">It is not there, cannot be read, or is no safetensors file.</exception>
    public static SafetensorsFile Open(string path)
    {
        SafeFileHandle file = DiskFile.Open(path, "a safetensors file");
        try
        {
            return new SafetensorsFile(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
