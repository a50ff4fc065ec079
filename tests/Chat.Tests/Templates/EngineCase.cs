using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;
using Modelwright.Runtime.Templating;

namespace Modelwright.Chat.Tests;

/// <summary>A small source that pins one piece of the language.</summary>
internal sealed record EngineCase(string Source, IReadOnlyDictionary<string, TemplateValue> Variables, string? Rendered, string? Error)
{
    private const string Refused = "raise_exception: ";

    public static IReadOnlyList<EngineCase> All { get; } = Read();

    public void Check(Func<string, ChatTemplate> create)
    {
        ChatTemplateInput input = new() { Messages = [TemplateValue.None], Variables = Variables };
        if (Rendered is not null)
        {
            Assert.Equal(Rendered, create(Source).Render(input).Text);
            return;
        }

        ChatTemplateException error = Assert.ThrowsAny<ChatTemplateException>(() => create(Source).Render(input));
        if (Error!.StartsWith(Refused, StringComparison.Ordinal))
        {
            Assert.Equal(Error[Refused.Length..], Assert.IsType<ChatTemplateRefusedException>(error).Message);
        }
    }

    private static bool IsOne(JsonElement file) => file.ValueKind == JsonValueKind.Array && file.GetArrayLength() > 0 && file[0].ValueKind == JsonValueKind.Object && file[0].TryGetProperty("source", out _);

    private static EngineCase[] Read()
    {
        return
        [
            .. TemplateGoldens.Files("cases.json").Select(static file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement).Where(IsOne).SelectMany(static file => file.EnumerateArray()).Select(static c => new EngineCase(
                c.GetProperty("source").GetString()!,
                c.GetProperty("vars").EnumerateObject().ToDictionary(static v => v.Name, static v => TemplateValue.Of(v.Value)),
                c.TryGetProperty("rendered", out JsonElement rendered) ? rendered.GetString() : null,
                c.TryGetProperty("error", out JsonElement error) ? error.GetString() : null)),
        ];
    }
}
