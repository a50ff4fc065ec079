namespace Modelwright.Mutation;

/// <summary>What tests say of a change.</summary>
internal enum CodeOutcome
{
    /// <summary>No test runs the code.</summary>
    NotRun,

    /// <summary>All tests that run the code pass.</summary>
    Survived,

    /// <summary>A test fails, or the process does.</summary>
    Failed,

    /// <summary>A test does not end.</summary>
    Endless,
}
