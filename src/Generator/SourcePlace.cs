using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Modelwright.Generator;

/// <summary>A location as a value: Roslyn's own keeps the syntax tree alive and never compares equal.</summary>
internal sealed record SourcePlace(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static SourcePlace Of(Location location) => new(location.GetLineSpan().Path, location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
