using System;
using System.IO;
using System.Text.Json;

namespace Modelwright.Cli;

/// <summary>One page with everything in it: it opens without a network and without anything beside it.</summary>
internal static class HtmlPage
{
    private const string Template = "Modelwright.Cli.page.html";

    private const string Placeholder = "{{data}}";

    /// <summary>JSON's own escapes keep <c>&lt;/script&gt;</c> out of the data.</summary>
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string Write(PageModel model)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream(Template) ?? throw new InvalidOperationException($"the resource {Template} is missing");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().Replace(Placeholder, JsonSerializer.Serialize(model, Json), StringComparison.Ordinal);
    }
}
