using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>Reads <c>model.safetensors.index.json</c>: which shard holds which tensor.</summary>
internal static class CheckpointIndex
{
    /// <summary>No index is longer: half a million tensors with long names make about 50 MB.</summary>
    private const int MostBytes = 100_000_000;

    /// <summary>Tensor name to shard file name, in the index's order.</summary>
    public static Dictionary<string, string> Read(string path)
    {
        byte[] bytes = DiskFile.ReadAll(path, "the index of a sharded checkpoint", MostBytes);
        if (DiskFile.Recognize(bytes) is { } foreign)
        {
            throw new ForeignFileException(path, foreign, "the index of a sharded checkpoint");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(JsonFile.WithoutMark(bytes), new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("weight_map", out JsonElement map)
                || map.ValueKind != JsonValueKind.Object)
            {
                throw new CheckpointHeaderException(path, CheckpointHeaderFault.BadEntry, "it has no object 'weight_map'.");
            }

            Dictionary<string, string> shards = [];
            foreach (JsonProperty property in map.EnumerateObject())
            {
                shards.Add(property.Name, ShardName(path, property));
            }

            return shards;
        }
        catch (Exception e) when (JsonFault.Is(e))
        {
            throw new CheckpointHeaderException(path, CheckpointHeaderFault.NotJson, "it is not JSON: " + e.Message, e);
        }
    }

    private static string ShardName(string path, JsonProperty property)
    {
        string? name = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null;

        // A shard lies beside its index: a name with a folder in it could reach any file of the machine.
        if (string.IsNullOrEmpty(name) || Path.GetFileName(name) != name || name is "." or ".." || name.Contains('\0'))
        {
            string detail = $"'{property.Name}' is mapped to {property.Value.GetRawText()}; wanted the name of a file in the same folder.";
            throw new CheckpointHeaderException(path, CheckpointHeaderFault.BadEntry, detail);
        }

        return name;
    }
}
