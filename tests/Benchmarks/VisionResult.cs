using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Benchmarks;

/// <summary>Figures of a model that sees.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Backend">The backend.</param>
/// <param name="Patches256">Patches a second of pictures of 256.</param>
/// <param name="Patches1024">Patches a second of pictures of 1024.</param>
/// <param name="Prefill">Tokens a second of a prompt of 512 tokens of text.</param>
/// <param name="PictureByText">Rate of a prompt half of which is a picture's tokens by that of text; median of pairs.</param>
internal sealed record VisionResult(string Model, string Backend, Measurement Patches256, Measurement Patches1024, Measurement Prefill, double PictureByText)
{
    public static string Table(IReadOnlyList<VisionResult> results) => string.Join('\n', ((string[])
    [
        "| | " + string.Join(" | ", results.Select(static r => $"{r.Model}, {r.Backend}")) + " |",
        "|---|" + string.Concat(results.Select(static _ => "---|")),
        Row("tower, 256 patches, patches/s", results.Select(static r => Rate(r.Patches256))),
        Row("tower, 1024 patches, patches/s", results.Select(static r => Rate(r.Patches1024))),
        Row("prefill, 512 tokens of text, tokens/s", results.Select(static r => Rate(r.Prefill))),
        Row("the same with 256 tokens of a picture, by text", results.Select(static r => r.PictureByText.ToString("F2", CultureInfo.InvariantCulture))),
    ]));

    private static string Row(string what, IEnumerable<string> cells) => $"| {what} | {string.Join(" | ", cells)} |";

    private static string Rate(Measurement m) => string.Create(CultureInfo.InvariantCulture, $"{m.Median:F0} ({m.Least:F0} to {m.Most:F0})");
}
