namespace Modelwright.Mutation.Worker;

/// <summary>What became of tests.</summary>
/// <param name="Case">The first that failed.</param>
/// <param name="Failure">Why; null where all passed.</param>
internal readonly record struct TestResult(int Case, string? Failure);
