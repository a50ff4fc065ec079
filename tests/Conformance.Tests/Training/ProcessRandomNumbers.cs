namespace Modelwright.Conformance.Tests;

/// <summary>
/// Tests that draw torch's own random numbers, of which a process has one sequence: one after the other, or a draw of one would be missing in the other's. Weights of fresh models come from generators of their own.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ProcessRandomNumbers
{
    public const string Name = "random numbers of the process";
}
