namespace Modelwright.Mutation;

/// <summary>What a run of tests says; that all passed by default.</summary>
/// <param name="Outcome"><see cref="CodeOutcome.Failed"/>, <see cref="CodeOutcome.Endless"/>, or neither.</param>
/// <param name="Case">The test that failed; -1 where none is to blame.</param>
/// <param name="Why">In its words.</param>
internal readonly record struct Verdict(CodeOutcome Outcome, int Case, string Why)
{
    /// <summary>The process ended itself.</summary>
    public static Verdict Ended { get; } = new(CodeOutcome.Failed, -1, "the process ended");

    public bool Noticed => Outcome is CodeOutcome.Failed or CodeOutcome.Endless;
}
