using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>A picture has sides that the model or the options do not take.</summary>
public sealed class ImageSizeException(int width, int height, string reason)
    : MediaException(string.Create(CultureInfo.InvariantCulture, $"A picture of {width} by {height} pixels cannot be used: {reason}."))
{
    /// <summary>Columns, in pixels.</summary>
    public int Width { get; } = width;

    /// <summary>Rows, in pixels.</summary>
    public int Height { get; } = height;
}
