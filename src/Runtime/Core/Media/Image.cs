using System;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>
/// A picture as models take it: rows of 8-bit RGB, upright, without transparency. This type holds pixels only;
/// the package <c>Modelwright.Runtime.Media</c> adds <c>Image.FromFile</c> and the like.
/// </summary>
public abstract class Image
{
    private protected Image()
    {
    }

    /// <summary>Columns, in pixels.</summary>
    public abstract int Width { get; }

    /// <summary>Rows, in pixels.</summary>
    public abstract int Height { get; }

    /// <summary>What messages call the picture: its file where it has one.</summary>
    public abstract string Name { get; }

    /// <summary>Starts reading the rows, from the top.</summary>
    /// <exception cref="ImageFormatException">The picture cannot be decoded.</exception>
    public abstract IImageRows OpenRows(CancellationToken cancel = default);

    /// <summary>A picture in memory.</summary>
    /// <param name="rgb">[height, width, 3] bytes: red, green, blue, row after row.</param>
    /// <param name="width">Columns, in pixels.</param>
    /// <param name="height">Rows, in pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive.</exception>
    /// <exception cref="ArgumentException">There are more or fewer bytes than the sides say.</exception>
    public static Image FromRgb(ReadOnlyMemory<byte> rgb, int width, int height) => new RgbImage(rgb, width, height);
}
