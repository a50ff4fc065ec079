using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Modelwright.Extensions.AI;

/// <summary>Reads the body of a tool call. A body that is not exactly one is no call: the caller gets it as text.</summary>
internal static class ToolCallParser
{
    private const string Function = "<function=";
    private const string FunctionEnd = "</function>";
    private const string Parameter = "<parameter=";
    private const string ParameterEnd = "</parameter>";

    public static OutputPart.Call? Parse(string body, ToolCallForm form, ToolSchemas tools) =>
        form == ToolCallForm.Xml && body.TrimStart().StartsWith(Function, StringComparison.Ordinal) ? ParseXml(body.Trim(), tools) : ParseJson(body);

    /// <summary>Whether the text ends within a JSON string, so that a closing tag just seen belongs to it.</summary>
    public static bool EndsInString(string json)
    {
        bool inside = false;
        for (int i = 0; i < json.Length; i++)
        {
            i += inside && json[i] == '\\' ? 1 : 0;
            inside ^= i < json.Length && json[i] == '"';
        }

        return inside;
    }

    private static OutputPart.Call? ParseJson(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("name", out JsonElement name) || name.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            return Arguments(root) is { } arguments ? new OutputPart.Call(name.GetString()!, arguments) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The arguments: an object, or one written as a string; absent or null is none. Null for anything else.</summary>
    private static Dictionary<string, object?>? Arguments(JsonElement root)
    {
        if (!root.TryGetProperty("arguments", out JsonElement arguments) || arguments.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (arguments.ValueKind == JsonValueKind.String)
        {
            using JsonDocument inner = JsonDocument.Parse(arguments.GetString()!);
            return inner.RootElement.ValueKind == JsonValueKind.Object ? Members(inner.RootElement) : null;
        }

        return arguments.ValueKind == JsonValueKind.Object ? Members(arguments) : null;
    }

    private static Dictionary<string, object?> Members(JsonElement value)
    {
        Dictionary<string, object?> members = new(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            members[property.Name] = property.Value.ValueKind == JsonValueKind.Null ? null : property.Value.Clone();
        }

        return members;
    }

    private static OutputPart.Call? ParseXml(string body, ToolSchemas tools)
    {
        int nameEnd = body.IndexOf('>', StringComparison.Ordinal);
        int end = body.LastIndexOf(FunctionEnd, StringComparison.Ordinal);
        if (nameEnd < 0 || end < nameEnd || body[(end + FunctionEnd.Length)..].Trim().Length > 0)
        {
            return null;
        }

        string name = body[Function.Length..nameEnd].Trim();
        Dictionary<string, object?> arguments = new(StringComparer.Ordinal);
        int at = nameEnd + 1;
        while (body.IndexOf(Parameter, at, end - at, StringComparison.Ordinal) is >= 0 and int start)
        {
            int keyEnd = body.IndexOf('>', start);
            if (keyEnd < 0 || keyEnd > end || body[at..start].Trim().Length > 0)
            {
                return null;
            }

            (int valueEnd, at) = ValueEnd(body, keyEnd + 1, end);
            string key = body[(start + Parameter.Length)..keyEnd].Trim();
            arguments[key] = tools.Convert(name, key, Unwrap(body[(keyEnd + 1)..valueEnd]));
        }

        return name.Length > 0 && body[at..end].Trim().Length == 0 ? new OutputPart.Call(name, arguments) : null;
    }

    /// <summary>A value ends at its closing tag; where that is missing, at the next parameter or the end of the function.</summary>
    private static (int End, int Next) ValueEnd(string body, int start, int end)
    {
        int close = body.IndexOf(ParameterEnd, start, end - start, StringComparison.Ordinal);
        int next = body.IndexOf("\n" + Parameter, start, end - start, StringComparison.Ordinal);
        return close >= 0 && (next < 0 || close < next) ? (close, close + ParameterEnd.Length) : next >= 0 ? (next + 1, next + 1) : (end, end);
    }

    /// <summary>One newline at each end belongs to the tags.</summary>
    private static string Unwrap(string value)
    {
        int start = value.StartsWith('\n') ? 1 : 0;
        int length = value.Length - start - (value.Length > start && value.EndsWith('\n') ? 1 : 0);
        return value.Substring(start, length);
    }
}
