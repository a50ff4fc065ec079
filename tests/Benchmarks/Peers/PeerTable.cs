using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Benchmarks;

/// <summary>Results beside a peer as text.</summary>
internal static class PeerTable
{
    public static string Format(IEnumerable<PeerResult> results) => string.Join("\n\n", results.Select(Format));

    private static string Format(PeerResult result) => string.Join(
        '\n',
        [
            string.Create(CultureInfo.InvariantCulture, $"{result.Model}, {result.Threads} threads; tokens/s, median (least to most) of {result.Runs} runs in turn; ratios are medians of pairs"),
            .. result.Backends.Select((name, i) => string.Create(CultureInfo.InvariantCulture, $"  [{i + 1}] {name}; logits differ from the peer's by {result.Differences[i]:E1} of the largest")),
            $"  {"",-44}{result.Peer}",
            .. result.Figures.Select(Row),
            "  " + result.Shares[0].Machine,
            .. result.Shares.Select(static (share, i) => $"    {(i == 0 ? "peer" : FormattableString.Invariant($"[{i}]")),-6}{share}"),
        ]);

    /// <summary>A line of the table.</summary>
    public static string Row(PeerFigure figure) =>
        $"  {figure.Figure,-44}{Rate(figure.Peer),-26}" + string.Concat(figure.Backends.Select(static (backend, i) => FormattableString.Invariant($"  [{i + 1}] {Rate(backend.Rate),-24} x{backend.Ratio:F2}")));

    private static string Rate(Measurement rate) => FormattableString.Invariant($"{rate.Median:F1} ({rate.Least:F1} to {rate.Most:F1})");
}
