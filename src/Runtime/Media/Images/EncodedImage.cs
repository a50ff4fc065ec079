using System;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Modelwright.Contract;
using SkiaSharp;

namespace Modelwright.Runtime;

/// <summary>A picture file in memory; decoded anew whenever its rows are opened.</summary>
internal sealed class EncodedImage : ImageSource
{
    private const string WholePicture = "a whole picture";

    private readonly ReadOnlyMemory<byte> _encoded;
    private readonly SKEncodedOrigin _origin;

    public EncodedImage(string name, ReadOnlyMemory<byte> encoded, ImageLimits? limits)
    {
        (Name, _encoded) = (name, encoded);
        using SKCodec codec = OpenCodec();
        _origin = codec.EncodedOrigin;
        bool turned = Orientation.SwapsSides(_origin);
        (Width, Height) = turned ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);
        long most = (limits ?? ImageLimits.Default).MaxPixels;
        if ((long)Width * Height > most)
        {
            throw new ImageSizeException(Width, Height, FormattableString.Invariant($"it has {(long)Width * Height} pixels; at most {most} are decoded, or what ImageLimits.MaxPixels says"));
        }
    }

    public override int Width { get; }

    public override int Height { get; }

    public override string Name { get; }

    public override IImageRows OpenRows(CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        if (JpegMarkers.IsJpeg(_encoded.Span) && !JpegMarkers.ReachesEnd(_encoded.Span))
        {
            throw new ImageFormatException(Name, Found(SKCodecResult.IncompleteInput), WholePicture);
        }

        using SKCodec codec = OpenCodec();

        // No colour space is named, so samples come out as they are stored; unpremultiplied, so colour stays where alpha is 0.
        SKImageInfo info = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        SKBitmap bitmap = new();
        try
        {
            if (!bitmap.TryAllocPixels(info))
            {
                throw new ImageFormatException(Name, FormattableString.Invariant($"{info.BytesSize64} bytes of pixels, for which there is no memory"), "a smaller picture");
            }

            SKCodecResult result = codec.GetPixels(info, bitmap.GetPixels());
            if (result != SKCodecResult.Success)
            {
                throw new ImageFormatException(Name, Found(result), WholePicture);
            }

            cancel.ThrowIfCancellationRequested();
            return new OrientedRows(bitmap, _origin);
        }
        catch
        {
            bitmap.Dispose();
            throw;
        }
    }

    private static string Found(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "a file that is cut off",
        SKCodecResult.ErrorInInput => "damaged data",
        _ => $"data that the decoder refuses ({result})",
    };

    private SKCodec OpenCodec()
    {
        using SKData data = SKData.CreateCopy(_encoded.Span);
        SKCodecResult result = SKCodecResult.InvalidInput;
        SKCodec? codec = _encoded.IsEmpty ? null : SKCodec.Create(new SKMemoryStream(data), out result);
        return codec ?? throw new ImageFormatException(
            Name,
            Foreign() ?? (result == SKCodecResult.IncompleteInput ? "a file that is cut off within its header" : "no known picture format"),
            "PNG, JPEG, WebP, BMP or GIF");
    }

    private string? Foreign()
    {
        ReadOnlySpan<byte> start = _encoded.Span[..Math.Min(_encoded.Length, ForeignFile.StartLength)];
        return ForeignFile.Recognize(Encoding.Latin1.GetString(start)) is { } file ? $"{file.Found} ({file.Advice})" : null;
    }
}
