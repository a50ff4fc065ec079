using System;
using System.Diagnostics;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>Counts and times one generation. Reported once, however it ends.</summary>
internal sealed class GenerationRun : IDisposable
{
    private readonly Action<GenerationStatistics>? _completed;
    private readonly Activity? _activity = RuntimeMetrics.Activities.StartActivity("generate");
    private readonly CancellationToken _cancellationToken;
    private TimeSpan _prefill;
    private TimeSpan _decode;
    private int _promptTokens;
    private int _decodeSteps;

    public GenerationRun(Action<GenerationStatistics>? completed, CancellationToken cancellationToken)
    {
        _completed = completed;
        _cancellationToken = cancellationToken;
    }

    public int GeneratedTokens { get; private set; }

    public StopReason StopReason { get; set; } = StopReason.Abandoned;

    public void AddPrefill(int tokens, TimeSpan time)
    {
        _promptTokens += tokens;
        _prefill += time;
        RuntimeMetrics.PromptTokens.Add(tokens);
    }

    public void AddStep(TimeSpan time)
    {
        _decodeSteps++;
        _decode += time;
    }

    public void AddToken()
    {
        GeneratedTokens++;
        RuntimeMetrics.GeneratedTokens.Add(1);
    }

    public void Dispose()
    {
        if (StopReason == StopReason.Abandoned && _cancellationToken.IsCancellationRequested)
        {
            StopReason = StopReason.Cancelled;
        }

        _activity?.SetTag("tokens.prompt", _promptTokens);
        _activity?.SetTag("tokens.generated", GeneratedTokens);
        _activity?.Dispose();
        _completed?.Invoke(new GenerationStatistics(_promptTokens, _prefill, GeneratedTokens, _decode, _decodeSteps, StopReason));
    }
}
