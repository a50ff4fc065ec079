using System;

namespace Modelwright.Benchmarks;

/// <summary>What one config cost the generator.</summary>
/// <param name="Cold">Whether it was the first of the process, JIT included.</param>
internal sealed record GeneratorResult(string Config, bool Cold, double Milliseconds, double RerunMilliseconds, int Files, int Characters)
{
    public override string ToString() => FormattableString.Invariant(
        $"{Config,-32} {(Cold ? "cold" : "warm")} {Milliseconds,7:F0} ms, after typing C# {RerunMilliseconds,5:F1} ms, {Files} files, {Characters / 1024.0:F0} KiB");
}
