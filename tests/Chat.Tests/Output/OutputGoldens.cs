using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Extensions.AI;

namespace Modelwright.Chat.Tests;

/// <summary>What models write, and what they meant by it.</summary>
internal static class OutputGoldens
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TemplateGoldens.Chat, "parse", "cases.json"))).RootElement.Clone();

    public static IReadOnlyList<JsonElement> Cases { get; } = [.. Root.GetProperty("cases").EnumerateArray()];

    public static ToolSchemas Tools { get; } = ReadTools();

    public static ToolCallForm Form(JsonElement item) => item.GetProperty("form").GetString() == "xml" ? ToolCallForm.Xml : ToolCallForm.Json;

    private static ToolSchemas ReadTools()
    {
        ToolSchemas tools = new();
        foreach (JsonElement function in Root.GetProperty("tools").EnumerateArray().Select(static t => t.GetProperty("function")))
        {
            tools.Add(function.GetProperty("name").GetString()!, function.GetProperty("parameters"));
        }

        return tools;
    }
}
