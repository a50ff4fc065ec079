using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Benchmarks;

/// <summary>Results as text.</summary>
internal static class BenchTable
{
    public static string Format(IEnumerable<BenchResult> results) => string.Join("\n\n", results.Select(Format));

    private static string Format(BenchResult r) => string.Join(
        '\n',
        [
            string.Create(CultureInfo.InvariantCulture, $"{r.Model} on {r.Backend}; median (least to most) of {r.Runs} runs"),
            string.Create(CultureInfo.InvariantCulture, $"  load                   {r.LoadSeconds,10:F2} s"),
            Row("prefill(128)", r.Prefill128),
            Row("prefill(512)", r.Prefill512),
            Row($"decode({r.Tokens}) at 0", r.DecodeAt0),
            Row($"decode({r.Tokens}) at 2048", r.DecodeAt2048),
            string.Create(CultureInfo.InvariantCulture, $"  2048 by 0              {r.DepthRatio,10:F2}"),
            string.Create(CultureInfo.InvariantCulture, $"  processor a token      {r.ProcessorMillisecondsAt0,10:F1} ms at 0, {r.ProcessorMillisecondsAt2048:F1} ms at 2048"),
            string.Create(CultureInfo.InvariantCulture, $"  peak memory            {r.PeakMemory / 1e6,10:F0} MB of the process{(r.DeviceMemory is long device ? $", {device / 1e6:F0} MB on the device" : "")}"),
            .. r.LiveTensors is long live ? [string.Create(CultureInfo.InvariantCulture, $"  live tensors           {live,10}")] : Array.Empty<string>(),
            .. r.DispatchesPerToken is int dispatches
                ? [string.Create(CultureInfo.InvariantCulture, $"  dispatches a token     {dispatches,10}\n  weights read a token   {r.WeightBytesPerToken / 1e6,10:F1} MB")]
                : Array.Empty<string>(),
            "  " + r.Share.Machine,
            "    " + r.Share,
        ]);

    private static string Row(string name, Measurement m) => FormattableString.Invariant(
        $"  {name,-22} {m.Median,10:F1} tokens/s ({m.Least:F1} to {m.Most:F1})");
}
