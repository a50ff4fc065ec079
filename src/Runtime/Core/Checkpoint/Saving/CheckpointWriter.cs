using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>Writes a checkpoint's folder as Hugging Face's <c>save_pretrained</c> does.</summary>
internal static class CheckpointWriter
{
    private const string Index = "model.safetensors.index.json";

    /// <summary>What is true of a model whatever its weights, and goes along with them.</summary>
    private static readonly string[] Beside =
    [
        "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt", "generation_config.json", "chat_template.jinja",
        "chat_template.json", "preprocessor_config.json", "video_preprocessor_config.json", "processor_config.json",
    ];

    /// <param name="folder">Where to.</param>
    /// <param name="tensors">The weights, in order.</param>
    /// <param name="config">The <c>config.json</c>, with <c>"dtype": "auto"</c>.</param>
    /// <param name="source">The folder whose other files go along; null for none.</param>
    /// <param name="format">The weights' type.</param>
    /// <param name="options">Size of the shards, progress.</param>
    /// <param name="cancel">Heard between tensors.</param>
    public static void Write(string folder, IReadOnlyList<SavedTensor> tensors, string config, string? source, ElementFormat format, SaveOptions options, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxShardBytes, 1, nameof(options));
        List<List<SavedTensor>> shards = Cut(tensors, options.MaxShardBytes);
        Staging staging = new(folder);
        try
        {
            WriteShards(staging, shards, options, cancel);
            staging.Write("config.json", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(config.Replace("\"dtype\": \"auto\"", $"\"dtype\": \"{TypeName(format)}\"", StringComparison.Ordinal) + "\n")));
            foreach (string file in Beside.Where(file => source is not null && File.Exists(Path.Combine(source, file)) && Path.GetFullPath(source) != Path.GetFullPath(folder)))
            {
                staging.Copy(Path.Combine(source!, file), file);
            }

            cancel.ThrowIfCancellationRequested();
            staging.Commit(IsWeights);
        }
        catch (Exception e)
        {
            staging.Discard();
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new CheckpointSaveException(folder, e);
            }

            throw;
        }
    }

    private static void WriteShards(Staging staging, List<List<SavedTensor>> shards, SaveOptions options, CancellationToken cancel)
    {
        long total = shards.SelectMany(static shard => shard).Sum(static tensor => tensor.Bytes);
        long done = 0;
        for (int i = 0; i < shards.Count; i++)
        {
            staging.Write(NameOf(i, shards.Count), stream => SafetensorsWriter.Write(stream, shards[i], tensor =>
            {
                cancel.ThrowIfCancellationRequested();
                tensor.Write(stream, cancel);
                options.Progress?.Report(new SaveProgress(done += tensor.Bytes, total, tensor.Name));
            }));
        }

        if (shards.Count > 1)
        {
            staging.Write(Index, stream => WriteIndex(stream, shards, total));
        }
    }

    /// <summary>Each shard as full as it gets, in the order of the tensors.</summary>
    private static List<List<SavedTensor>> Cut(IReadOnlyList<SavedTensor> tensors, long most)
    {
        List<List<SavedTensor>> shards = [[]];
        long bytes = 0;
        foreach (SavedTensor tensor in tensors)
        {
            if (bytes > 0 && bytes + tensor.Bytes > most)
            {
                shards.Add([]);
                bytes = 0;
            }

            shards[^1].Add(tensor);
            bytes += tensor.Bytes;
        }

        return shards;
    }

    private static void WriteIndex(Stream stream, List<List<SavedTensor>> shards, long total)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        json.WriteNumber("total_size", total);
        json.WriteEndObject();
        json.WriteStartObject("weight_map");
        for (int i = 0; i < shards.Count; i++)
        {
            foreach (SavedTensor tensor in shards[i])
            {
                json.WriteString(tensor.Name, NameOf(i, shards.Count));
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string NameOf(int shard, int count) => count == 1 ? "model.safetensors" : FormattableString.Invariant($"model-{shard + 1:D5}-of-{count:D5}.safetensors");

    /// <summary>Weights of another save into the same folder.</summary>
    private static bool IsWeights(string file) => file == Index || (file.StartsWith("model", StringComparison.Ordinal) && file.EndsWith(".safetensors", StringComparison.Ordinal));

    private static string TypeName(ElementFormat format) => format switch
    {
        ElementFormat.Float32 => "float32",
        ElementFormat.Float16 => "float16",
        ElementFormat.BFloat16 => "bfloat16",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Weights are saved as float32, float16 or bfloat16."),
    };
}
