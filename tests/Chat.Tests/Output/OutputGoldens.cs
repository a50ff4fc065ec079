using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Extensions.AI;

namespace Modelwright.Chat.Tests;

/// <summary>What models write, and what they meant by it: every <c>cases.json</c> among the goldens whose cases have an <c>output</c>.</summary>
internal static class OutputGoldens
{
    public static IReadOnlyList<(JsonElement Case, ToolSchemas Tools)> Cases { get; } =
    [
        .. TemplateGoldens.Files("cases.json").Select(static file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement).Where(IsOne)
            .SelectMany(static file => file.GetProperty("cases").EnumerateArray().Select(item => (item, Read(file)))),
    ];

    public static ToolSchemas Tools => Cases[0].Tools;

    public static ToolCallForm Form(JsonElement item) => item.GetProperty("form").GetString() == "xml" ? ToolCallForm.Xml : ToolCallForm.Json;

    private static bool IsOne(JsonElement file) =>
        file.ValueKind == JsonValueKind.Object && file.TryGetProperty("tools", out _) && file.TryGetProperty("cases", out JsonElement cases) && cases.GetArrayLength() > 0 && cases[0].TryGetProperty("output", out _);

    private static ToolSchemas Read(JsonElement file)
    {
        ToolSchemas tools = new();
        foreach (JsonElement function in file.GetProperty("tools").EnumerateArray().Select(static t => t.GetProperty("function")))
        {
            tools.Add(function.GetProperty("name").GetString()!, function.GetProperty("parameters"));
        }

        return tools;
    }
}
