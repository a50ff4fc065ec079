using System;
using System.Threading;

namespace Modelwright.Runtime.Tests;

/// <summary>What a generation tells of itself when it ends.</summary>
public sealed class GenerationRunTests
{
    [Fact]
    public void Counts_and_times_are_sums()
    {
        GenerationStatistics? statistics = null;
        using (GenerationRun run = new(told => statistics = told, CancellationToken.None))
        {
            run.AddPrefill(3, TimeSpan.FromSeconds(2));
            run.AddPrefill(4, TimeSpan.FromSeconds(1));
            run.AddStep(TimeSpan.FromSeconds(0.5));
            run.AddStep(TimeSpan.FromSeconds(0.25));
            run.AddToken();
            run.StopReason = StopReason.MaxTokens;
        }

        Assert.Equal(new GenerationStatistics(7, TimeSpan.FromSeconds(3), 1, TimeSpan.FromSeconds(0.75), 2, StopReason.MaxTokens), statistics);
    }

    /// <summary>Whoever stops reading has not cancelled, and what had ended was not cut short by a cancellation that came after.</summary>
    [Theory]
    [InlineData(false, null, StopReason.Abandoned)]
    [InlineData(true, null, StopReason.Cancelled)]
    [InlineData(true, StopReason.EndToken, StopReason.EndToken)]
    [InlineData(false, StopReason.MaxTokens, StopReason.MaxTokens)]
    public void Why_it_ended(bool cancelled, StopReason? ended, StopReason told)
    {
        StopReason? reason = null;
        using (GenerationRun run = new(statistics => reason = statistics.StopReason, new CancellationToken(cancelled)))
        {
            run.StopReason = ended ?? run.StopReason;
        }

        Assert.Equal(told, reason);
    }
}
