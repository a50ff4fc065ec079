using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>A checkpoint's tensors under other names, fewer or more of them, in one file of a folder of its own.</summary>
internal sealed class RewrittenCheckpoint : IDisposable
{
    private readonly List<(string Name, string DType, long[] Shape, byte[] Bytes)> _tensors = [];

    /// <param name="folder">The checkpoint to begin with.</param>
    /// <param name="rename">The new name of a tensor, or null to leave it out.</param>
    public RewrittenCheckpoint(string folder, Func<string, string?> rename)
    {
        Folder = Directory.CreateTempSubdirectory("modelwright-rewritten-").FullName;
        using Checkpoint original = Checkpoint.Open(folder);
        foreach (CheckpointTensor tensor in original.Names.Select(name => original[name]))
        {
            if (rename(tensor.Name) is { } name)
            {
                _tensors.Add((name, tensor.DType, [.. tensor.Shape], tensor.ToBytes()));
            }
        }

        Write();
    }

    public string Folder { get; }

    /// <summary>Puts one more tensor into the file.</summary>
    public RewrittenCheckpoint Add(string name, string dtype, long[] shape, byte[] bytes)
    {
        _tensors.Add((name, dtype, shape, bytes));
        Write();
        return this;
    }

    /// <summary>Puts tensors of one shape into one, in the order of the names, and takes them out.</summary>
    /// <param name="name">The new tensor.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="parts">Those it is made of.</param>
    public void Stack(string name, long[] shape, IReadOnlyList<string> parts)
    {
        (string Name, string DType, long[] Shape, byte[] Bytes)[] stacked = [.. parts.Select(part => _tensors.Single(tensor => tensor.Name == part))];
        _tensors.RemoveAll(tensor => parts.Contains(tensor.Name));
        Add(name, stacked[0].DType, shape, [.. stacked.SelectMany(static tensor => tensor.Bytes)]);
    }

    /// <summary>Turns over the matrices of float32 tensors: [experts, rows, columns] becomes [experts, columns, rows].</summary>
    public void Transpose(Func<string, bool> which)
    {
        for (int i = 0; i < _tensors.Count; i++)
        {
            (string name, string dtype, long[] shape, byte[] bytes) = _tensors[i];
            if (which(name))
            {
                (long rows, long columns) = (shape[^2], shape[^1]);
                byte[] turned = new byte[bytes.Length];
                for (long element = 0; element < bytes.Length / sizeof(float); element++)
                {
                    (long matrix, long inside) = Math.DivRem(element, rows * columns);
                    long target = (matrix * rows * columns) + (inside % columns * rows) + (inside / columns);
                    bytes.AsSpan((int)element * sizeof(float), sizeof(float)).CopyTo(turned.AsSpan((int)target * sizeof(float)));
                }

                _tensors[i] = (name, dtype, [.. shape[..^2], columns, rows], turned);
            }
        }

        Write();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write()
    {
        using MemoryStream header = new();
        using (Utf8JsonWriter json = new(header))
        {
            long offset = 0;
            json.WriteStartObject();
            foreach ((string name, string dtype, long[] shape, byte[] bytes) in _tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", dtype);
                WriteNumbers(json, "shape", shape);
                WriteNumbers(json, "data_offsets", [offset, offset + bytes.Length]);
                json.WriteEndObject();
                offset += bytes.Length;
            }

            json.WriteEndObject();
        }

        using FileStream file = File.Create(Path.Combine(Folder, "model.safetensors"));
        file.Write(BitConverter.GetBytes(header.Length));
        header.WriteTo(file);
        _tensors.ForEach(tensor => file.Write(tensor.Bytes));
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        Array.ForEach(numbers, json.WriteNumberValue);
        json.WriteEndArray();
    }
}
