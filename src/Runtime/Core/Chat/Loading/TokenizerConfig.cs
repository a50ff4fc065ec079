using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Modelwright.Runtime;

/// <summary>What chat needs of a <c>tokenizer_config.json</c>: templates by name, and special tokens by variable.</summary>
internal sealed record TokenizerConfig(IReadOnlyDictionary<string, string> Templates, IReadOnlyDictionary<string, string> SpecialTokens)
{
    public const string FileName = "tokenizer_config.json";

    public static TokenizerConfig? Find(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Read(path) : null;
    }

    /// <exception cref="ChatTemplateNotFoundException">The file is not a JSON object, or its template is neither text nor a named list.</exception>
    public static TokenizerConfig Read(string path)
    {
        try
        {
            using JsonDocument document = JsonFile.Read(path);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ChatTemplateNotFoundException(path, document.RootElement.ValueKind.ToString(), "a JSON object");
            }

            return new TokenizerConfig(ReadTemplates(path, document.RootElement), ReadTokens(document.RootElement));
        }
        catch (Exception e) when (JsonFault.Is(e))
        {
            throw new ChatTemplateNotFoundException(path, JsonFault.Describe(path, e), "a JSON object", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ChatTemplateNotFoundException(path, "a file that cannot be read: " + e.Message, "a file that can be opened", e);
        }
    }

    private static Dictionary<string, string> ReadTemplates(string path, JsonElement root)
    {
        Dictionary<string, string> templates = [];
        if (!root.TryGetProperty("chat_template", out JsonElement template) || template.ValueKind == JsonValueKind.Null)
        {
            return templates;
        }

        if (template.ValueKind == JsonValueKind.String)
        {
            templates["default"] = template.GetString()!;
            return templates;
        }

        if (template.ValueKind != JsonValueKind.Array)
        {
            throw new ChatTemplateNotFoundException(path, $"'chat_template' as {template.ValueKind}", "text, or a list of 'name' and 'template'");
        }

        foreach (JsonElement entry in template.EnumerateArray())
        {
            templates[Text(path, entry, "name")] = Text(path, entry, "template");
        }

        return templates;
    }

    private static string Text(string path, JsonElement entry, string key) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new ChatTemplateNotFoundException(path, $"an entry of 'chat_template' without a text '{key}'", "a list of 'name' and 'template'");

    /// <summary>Every <c>…_token</c> that is text or an object with <c>content</c>.</summary>
    private static Dictionary<string, string> ReadTokens(JsonElement root)
    {
        Dictionary<string, string> tokens = [];
        foreach (JsonProperty property in root.EnumerateObject())
        {
            JsonElement value = property.Value;
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("content", out JsonElement content))
            {
                value = content;
            }

            if (property.Name.EndsWith("_token", StringComparison.Ordinal) && value.ValueKind == JsonValueKind.String)
            {
                tokens[property.Name] = value.GetString()!;
            }
        }

        return tokens;
    }
}
