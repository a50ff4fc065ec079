using System;

namespace Modelwright.Runtime;

/// <summary>The rows of a picture, read once from the top to the bottom.</summary>
public interface IImageRows : IDisposable
{
    /// <summary>The next row.</summary>
    /// <param name="rgb">Filled with [width, 3] bytes.</param>
    /// <exception cref="ImageFormatException">The picture is cut off or damaged.</exception>
    void ReadRow(Span<byte> rgb);
}
