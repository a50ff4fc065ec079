using System.Text.Json;

namespace Modelwright.Cli;

/// <summary>How <c>--json</c> is written.</summary>
internal static class ToolJson
{
    public static JsonSerializerOptions Options { get; } = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
}
