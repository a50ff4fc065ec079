using System;

namespace Modelwright.Benchmarks;

/// <summary>What a config costs the C# compiler in a fresh process.</summary>
/// <param name="Config">Which one.</param>
/// <param name="Milliseconds">The generator's time, JIT compilation included.</param>
/// <param name="Mebibytes">The peak of the process's memory.</param>
/// <param name="Without">The same without the generator.</param>
internal sealed record ColdGeneratorResult(string Config, Measurement Milliseconds, Measurement Mebibytes, Measurement Without)
{
    public override string ToString() => FormattableString.Invariant(
        $"{Config,-32} in a fresh compiler {Milliseconds.Median,7:F0} ms ({Milliseconds.Least:F0} to {Milliseconds.Most:F0}), memory {Mebibytes.Median:F0} MiB at its peak, {Without.Median:F0} MiB without the generator");
}
