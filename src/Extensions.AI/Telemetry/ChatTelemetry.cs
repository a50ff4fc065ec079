using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>A trace and metrics of one answer.</summary>
internal sealed partial class ChatTelemetry : CallTelemetry
{
    private long _first;
    private long _written;

    /// <param name="model">The model's name.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="logger">Told of the answer.</param>
    public ChatTelemetry(string model, GenerationOptions options, ILogger? logger)
        : base("chat", model, logger)
    {
        Activity?.SetTag("gen_ai.request.max_tokens", options.MaxTokens).SetTag("gen_ai.request.temperature", options.Temperature).SetTag("gen_ai.request.top_p", options.TopP)
            .SetTag("gen_ai.request.top_k", options.TopK).SetTag("gen_ai.request.frequency_penalty", options.FrequencyPenalty).SetTag("gen_ai.request.presence_penalty", options.PresencePenalty)
            .SetTag("gen_ai.request.seed", options.Seed);
    }

    /// <summary>One more token was written.</summary>
    public void Token()
    {
        _first = _first == 0 ? Stopwatch.GetTimestamp() : _first;
        _written++;
    }

    /// <summary>The answer is whole.</summary>
    public void Finish(UsageDetails usage, ChatFinishReason reason)
    {
        (long read, long reused) = (usage.InputTokenCount ?? 0, usage.CachedInputTokenCount ?? 0);
        Activity?.SetTag("gen_ai.response.finish_reasons", new[] { reason.Value }).SetTag("gen_ai.usage.input_tokens", read)
            .SetTag("gen_ai.usage.output_tokens", _written).SetTag("gen_ai.usage.cache_read.input_tokens", reused);
        CountTokens("input", read);
        CountTokens("output", _written);
        if (_first > 0)
        {
            Instruments.FirstToken.Record(Until(_first).TotalSeconds, Tags());
        }

        if (_written > 1)
        {
            Instruments.PerToken.Record(Stopwatch.GetElapsedTime(_first).TotalSeconds / (_written - 1), Tags());
        }

        if (Logger is not null)
        {
            LogAnswer(Logger, Model, read, reused, _written, Elapsed.TotalSeconds, reason.Value);
        }
    }

    protected override void LogFault(ILogger logger, string reason) => LogFault(logger, Model, reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Model}: read {Read} tokens, {Reused} of them known already, and wrote {Written} in {Seconds:F2} s; it ended by {Reason}.")]
    private static partial void LogAnswer(ILogger logger, string model, long read, long reused, long written, double seconds, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Model}: the answer failed. {Reason}")]
    private static partial void LogFault(ILogger logger, string model, string reason);
}
