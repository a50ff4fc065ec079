using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Extensions.AI;

/// <summary>The types that tools give their parameters: the XML form of calls writes values as bare text.</summary>
internal sealed class ToolSchemas
{
    private readonly Dictionary<string, JsonElement> _schemas = new(StringComparer.Ordinal);

    /// <summary>Whether any tool was offered.</summary>
    public bool Any => _schemas.Count > 0;

    public void Add(string name, JsonElement schema) => _schemas[name] = schema;

    /// <summary>A value of the type that the tool's schema gives the parameter; what does not fit it stays text.</summary>
    public object? Convert(string tool, string parameter, string text)
    {
        IReadOnlyList<string> types = Types(tool, parameter);
        if (types is ["string"])
        {
            return text;
        }

        string trimmed = text.Trim();
        bool mayBeNull = types.Count == 0 || types.Contains("null");
        if (mayBeNull && trimmed is "null" or "None")
        {
            return null;
        }

        if (types.Count == 0 || types.Count(static t => t != "null") > 1)
        {
            return Json(trimmed, static _ => true) ?? text;
        }

        return types.First(static t => t != "null") switch
        {
            "string" => text,
            "integer" => Json(trimmed, static e => e.ValueKind == JsonValueKind.Number && e.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0) ?? text,
            "number" => Json(trimmed, static e => e.ValueKind == JsonValueKind.Number) ?? text,
            "boolean" => Json(trimmed.ToLower(CultureInfo.InvariantCulture), static e => e.ValueKind is JsonValueKind.True or JsonValueKind.False) ?? text,
            "array" => Json(trimmed, static e => e.ValueKind == JsonValueKind.Array) ?? text,
            "object" => Json(trimmed, static e => e.ValueKind == JsonValueKind.Object) ?? text,
            _ => Json(trimmed, static _ => true) ?? text,
        };
    }

    private static object? Json(string text, Func<JsonElement, bool> fits)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return fits(document.RootElement) ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string[] Types(string tool, string parameter)
    {
        if (!_schemas.TryGetValue(tool, out JsonElement schema) || schema.ValueKind != JsonValueKind.Object
            || !schema.TryGetProperty("properties", out JsonElement properties) || properties.ValueKind != JsonValueKind.Object
            || !properties.TryGetProperty(parameter, out JsonElement property) || property.ValueKind != JsonValueKind.Object
            || !property.TryGetProperty("type", out JsonElement type))
        {
            return [];
        }

        return type.ValueKind switch
        {
            JsonValueKind.String => [type.GetString()!],
            JsonValueKind.Array => [.. type.EnumerateArray().Where(static t => t.ValueKind == JsonValueKind.String).Select(static t => t.GetString()!)],
            _ => [],
        };
    }
}
