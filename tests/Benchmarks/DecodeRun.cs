namespace Modelwright.Benchmarks;

/// <summary>One run of <see cref="Workload.DecodeTokens"/>. Processor time a token, of all cores together, is disturbed less by other work on the machine.</summary>
internal sealed record DecodeRun(double TokensPerSecond, double ProcessorMilliseconds);
