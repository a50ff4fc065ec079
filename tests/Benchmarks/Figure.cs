using System;
using System.Collections.Generic;

namespace Modelwright.Benchmarks;

/// <summary>Something to measure, in tokens a second.</summary>
/// <param name="Option">What it is called on the command line.</param>
/// <param name="Name">What it is called in tables.</param>
/// <param name="IsDecode">Whether tokens are computed one by one.</param>
/// <param name="Measure">Measures it once.</param>
internal sealed record Figure(string Option, string Name, bool IsDecode, Func<IContestant, double> Measure)
{
    public static Figure Prefill128 { get; } = new("prefill128", "prefill(128)", IsDecode: false, static contestant => contestant.Prefill(128));

    public static Figure Prefill512 { get; } = new("prefill512", "prefill(512)", IsDecode: false, static contestant => contestant.Prefill(512));

    public static Figure DecodeAt0 { get; } = new("decode0", $"decode({Workload.DecodeTokens}) at 0", IsDecode: true, static contestant => contestant.Decode(0).TokensPerSecond);

    public static Figure DecodeAt2048 { get; } = new(
        "decode2048", $"decode({Workload.DecodeTokens}) at {Workload.Depth}", IsDecode: true, static contestant => contestant.Decode(Workload.Depth).TokensPerSecond);

    /// <summary>In the order in which they are measured.</summary>
    public static IReadOnlyList<Figure> All { get; } = [Prefill128, Prefill512, DecodeAt0, DecodeAt2048];
}
