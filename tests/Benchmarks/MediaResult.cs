using System.Globalization;

namespace Modelwright.Benchmarks;

/// <summary>Seconds from a photo's file to patches.</summary>
/// <param name="Megapixels">Of the photo.</param>
/// <param name="Megabytes">Of its file.</param>
/// <param name="Decode">To rows of RGB.</param>
/// <param name="Whole">To the patches of a published model, which takes it all but whole.</param>
/// <param name="Reduced">To the patches of a megapixel.</param>
internal sealed record MediaResult(double Megapixels, double Megabytes, Measurement Decode, Measurement Whole, Measurement Reduced)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        | a JPEG of {Megapixels:F0} megapixels, {Megabytes:F1} MB | s |
        |---|---|
        | decoded | {Of(Decode)} |
        | file to patches, whole | {Of(Whole)} |
        | file to patches, brought to a megapixel | {Of(Reduced)} |
        """);

    private static string Of(Measurement seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds.Median:F2} ({seconds.Least:F2} to {seconds.Most:F2})");
}
