using System;

namespace Modelwright.Runtime;

/// <summary>What a generation did, and how long it took.</summary>
/// <param name="PromptTokens">Tokens fed before the first was generated, over all sequences.</param>
/// <param name="PrefillTime">Time to feed them.</param>
/// <param name="GeneratedTokens">Tokens generated, over all sequences; an end token at which one stopped is not counted.</param>
/// <param name="DecodeTime">Time of the forward passes after the first.</param>
/// <param name="DecodeSteps">Number of these passes.</param>
/// <param name="StopReason">Why it ended; of a batch, why its last sequence did.</param>
public sealed record GenerationStatistics(
    int PromptTokens, TimeSpan PrefillTime, int GeneratedTokens, TimeSpan DecodeTime, int DecodeSteps, StopReason StopReason)
{
    /// <summary>Prompt tokens a second.</summary>
    public double PrefillTokensPerSecond => Rate(PromptTokens, PrefillTime);

    /// <summary>Forward passes a second after the first: generated tokens a second of each sequence.</summary>
    public double DecodeTokensPerSecond => Rate(DecodeSteps, DecodeTime);

    private static double Rate(int count, TimeSpan time) => time > TimeSpan.Zero ? count / time.TotalSeconds : 0;
}
