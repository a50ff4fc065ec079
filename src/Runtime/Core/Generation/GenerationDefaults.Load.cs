using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Modelwright.Runtime;

public sealed partial record GenerationDefaults
{
    /// <summary>Reads a <c>generation_config.json</c>; other keys than those listed here are passed over.</summary>
    /// <param name="folderOrFile">The file, or the checkpoint's folder: where there is no such file in it, <see cref="None"/> is the answer.</param>
    /// <exception cref="GenerationConfigException">The file is not JSON, or a value has the wrong type or is outside its range.</exception>
    public static GenerationDefaults Load(string folderOrFile)
    {
        string path = Directory.Exists(folderOrFile) ? Path.Combine(folderOrFile, FileName) : folderOrFile;
        if (!File.Exists(path))
        {
            return None;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new GenerationConfigException(path, $"a JSON {document.RootElement.ValueKind}", "an object");
            }

            return Parse(path, document.RootElement);
        }
        catch (Exception e) when (JsonFault.Is(e))
        {
            throw new GenerationConfigException(path, "text that is not JSON: " + e.Message, "a JSON object", e);
        }
    }

    private static GenerationDefaults Parse(string path, JsonElement root) => new()
    {
        Sample = Value(root, "do_sample") is { } sample && Bool(path, "do_sample", sample),
        Temperature = Number(path, root, "temperature", 0, float.MaxValue),
        TopK = Integer(path, root, "top_k"),
        TopP = Number(path, root, "top_p", float.Epsilon, 1),
        MinP = Number(path, root, "min_p", 0, 1),
        RepetitionPenalty = Number(path, root, "repetition_penalty", float.Epsilon, float.MaxValue),
        MaxTokens = Integer(path, root, "max_new_tokens"),
        EndTokens = Value(root, "eos_token_id") is { } ends ? Tokens(path, ends) : [],
        PaddingToken = Integer(path, root, "pad_token_id"),
    };

    private static JsonElement? Value(JsonElement root, string key) =>
        root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static bool Bool(string path, string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(path, key, value, "true or false"),
    };

    private static float? Number(string path, JsonElement root, string key, float least, float most)
    {
        if (Value(root, key) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number) && number >= least && number <= most
            ? number
            : throw Wrong(path, key, value, most == 1 ? "a number from 0 to 1" : "a number from 0 up");
    }

    private static int? Integer(string path, JsonElement root, string key) =>
        Value(root, key) is { } value ? Integer(path, key, value) : null;

    private static int Integer(string path, string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= 0
            ? number
            : throw Wrong(path, key, value, "a whole number from 0 up");

    private static List<int> Tokens(string path, JsonElement value)
    {
        const string key = "eos_token_id";
        if (value.ValueKind != JsonValueKind.Array)
        {
            return [Integer(path, key, value)];
        }

        List<int> tokens = [];
        foreach (JsonElement item in value.EnumerateArray())
        {
            tokens.Add(Integer(path, key, item));
        }

        return tokens;
    }

    private static GenerationConfigException Wrong(string path, string key, JsonElement value, string wanted) =>
        new(path, $"{value.GetRawText()} for '{key}'", wanted);
}
