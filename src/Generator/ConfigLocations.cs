using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Modelwright.IR;

namespace Modelwright.Generator;

/// <summary>Where in a config file a message belongs: spans meet messages here and nowhere earlier.</summary>
internal static class ConfigLocations
{
    public static Location Locate(CompilerMessage message, BoundConfig config)
    {
        if (config.Request.File is not { Text: string text } file)
        {
            return Start(config.Request.File);
        }

        Span span = config.Result.Locate(message);
        TextSpan place = TextSpan.FromBounds(System.Math.Min(span.Start, text.Length), System.Math.Min(span.Start + span.Length, text.Length));
        return Location.Create(file.Path, place, SourceText.From(text).Lines.GetLinePositionSpan(place));
    }

    public static Location Start(ConfigFile? file) =>
        file is null ? Location.None : Location.Create(file.Path, default, default);
}
