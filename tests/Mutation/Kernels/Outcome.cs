namespace Modelwright.Mutation;

/// <summary>What became of a break.</summary>
internal enum Outcome
{
    /// <summary>A test failed, crashed or did not end.</summary>
    Noticed,

    /// <summary>Every test that ran the changed kernels passed.</summary>
    Survived,

    /// <summary>No kernel test runs the line.</summary>
    NotRun,

    /// <summary>The compiler makes the same program of it.</summary>
    SameProgram,

    /// <summary>It is no GLSL.</summary>
    NoProgram,
}
