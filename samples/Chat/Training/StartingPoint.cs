using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Modelwright.Runtime;

namespace Samples.Training;

/// <summary>The Shakespeare checkpoint with rows for tokens that it does not have: those of thoughts and tool calls.</summary>
internal static class StartingPoint
{
    private const string Embedding = "model.embed_tokens.weight";
    private const string Ignored = "mtp.";

    /// <summary>Writes the checkpoint, with the files that the chat model has beside it.</summary>
    /// <param name="checkpoint">The Shakespeare checkpoint.</param>
    /// <param name="model">The folder of the chat model's config, tokenizer and template.</param>
    /// <param name="rows">Tokens of the chat model.</param>
    /// <param name="folder">Where to write.</param>
    public static void Write(string checkpoint, string model, int rows, string folder)
    {
        foreach (string file in Directory.EnumerateFiles(model).Where(static file => !file.EndsWith(".safetensors", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        using Checkpoint source = Checkpoint.Open(checkpoint);
        Dictionary<string, StoredTensor> tensors = [];
        foreach (string name in source.Names.Where(static name => !name.StartsWith(Ignored, StringComparison.Ordinal)))
        {
            CheckpointTensor tensor = source[name];
            tensors[name] = name == Embedding ? Widen(tensor, rows) : new StoredTensor(tensor.DType, tensor.Shape, tensor.ToBytes());
        }

        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), tensors);
    }

    /// <summary>New rows begin as the mean of all, each with a little noise of its own.</summary>
    private static StoredTensor Widen(CheckpointTensor embedding, int rows)
    {
        (int known, int width) = ((int)embedding.Rows, (int)embedding.Columns);
        float[] values = embedding.ToFloats();
        float[] mean = [.. Enumerable.Range(0, width).Select(column => Enumerable.Range(0, known).Average(row => values[(row * width) + column]))];
        Random random = new(1);
        float[] added = [.. Enumerable.Range(0, (rows - known) * width).Select(i => mean[i % width] + (0.01f * (random.NextSingle() - 0.5f)))];
        return new StoredTensor("F32", [rows, width], System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([.. values, .. added]).ToArray());
    }
}
