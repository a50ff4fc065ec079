using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>A prompt's placeholders and its pictures or clips are not equally many.</summary>
public sealed class PlaceholderMismatchException(string kind, int placeholders, int media)
    : MediaException(string.Create(CultureInfo.InvariantCulture, $"The prompt has {placeholders} places for {kind}; {media} were given. Wanted one for each place."))
{
    /// <summary>Places in the prompt.</summary>
    public int Placeholders { get; } = placeholders;

    /// <summary>Pictures or clips that were given.</summary>
    public int Media { get; } = media;
}
