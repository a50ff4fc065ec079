using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;
using Modelwright.Tests;

namespace Modelwright.Chat.Tests;

/// <summary>
/// What Jinja under Hugging Face's settings makes of published templates: every folder in tests/goldens, and in the one that MODELWRIGHT_GOLDENS names,
/// that holds a <c>template.jinja</c> and a <c>cases.json</c>; and those of tests/cases/chat-templates, written for these tests in the ways of further families and
/// rendered by the same Jinja.
/// </summary>
internal static class TemplateGoldens
{
    public static string Chat { get; } = Path.Combine(Repository.Root, "tests", "goldens", "chat");

    private static string Own { get; } = Path.Combine(Repository.Root, "tests", "cases", "chat-templates");

    /// <summary>Where goldens are: the repository's, and those of a folder that MODELWRIGHT_GOLDENS names.</summary>
    public static IReadOnlyList<string> Roots { get; } = [Chat, .. Environment.GetEnvironmentVariable("MODELWRIGHT_GOLDENS") is { Length: > 0 } further ? [further] : Array.Empty<string>()];

    /// <summary>Each template's folder, as tests name it.</summary>
    public static IReadOnlyList<string> Folders { get; } =
    [
        .. Files("template.jinja").Concat(Directory.EnumerateFiles(Own, "template.jinja", SearchOption.AllDirectories)).Select(static f => Path.GetDirectoryName(f)!)
            .Where(static f => File.Exists(Path.Combine(f, "cases.json"))).Order(StringComparer.Ordinal),
    ];

    /// <summary>All files of a name among the goldens.</summary>
    public static IEnumerable<string> Files(string name) => Roots.SelectMany(root => Directory.EnumerateFiles(root, name, SearchOption.AllDirectories)).Select(Path.GetFullPath).Distinct();

    public static string Source(string folder) => File.ReadAllText(Path.Combine(folder, "template.jinja"));

    public static IEnumerable<TemplateCase> Cases(string folder)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json")));
        JsonElement root = file.RootElement;
        Dictionary<string, string> tokens = root.GetProperty("special_tokens").EnumerateObject()
            .Where(static p => p.Value.ValueKind == JsonValueKind.String).ToDictionary(static p => p.Name, static p => p.Value.GetString()!);
        TimeProvider clock = new FixedClock(root.GetProperty("now").GetString()!);
        foreach (JsonElement item in root.GetProperty("cases").EnumerateArray())
        {
            yield return new TemplateCase(item.GetProperty("name").GetString()!, Input(item, tokens, clock), Text(item, "rendered"), Expected(item, "kind"), Expected(item, "message"));
        }
    }

    private static string? Text(JsonElement item, string key) => item.TryGetProperty(key, out JsonElement value) ? value.GetString() : null;

    private static string? Expected(JsonElement item, string key) => item.TryGetProperty("error", out JsonElement error) ? Text(error, key) : null;

    private static ChatTemplateInput Input(JsonElement item, Dictionary<string, string> tokens, TimeProvider clock)
    {
        Dictionary<string, TemplateValue> variables = [];
        JsonElement flags = item.GetProperty("flags");
        foreach (JsonProperty flag in flags.EnumerateObject().Where(static f => f.Name is not ("add_generation_prompt" or "continue_final_message")))
        {
            variables[flag.Name] = TemplateValue.Of(flag.Value);
        }

        return new ChatTemplateInput
        {
            Messages = [.. item.GetProperty("messages").EnumerateArray().Select(TemplateValue.Of)],
            Tools = item.TryGetProperty("tools", out JsonElement tools) && tools.ValueKind == JsonValueKind.Array ? [.. tools.EnumerateArray().Select(TemplateValue.Of)] : null,
            AddGenerationPrompt = flags.TryGetProperty("add_generation_prompt", out JsonElement add) && add.GetBoolean(),
            ContinueFinalMessage = flags.TryGetProperty("continue_final_message", out JsonElement go) && go.GetBoolean(),
            Variables = variables,
            SpecialTokens = tokens,
            Clock = clock,
        };
    }
}
