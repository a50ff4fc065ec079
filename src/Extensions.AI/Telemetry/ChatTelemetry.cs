using System;
using System.Collections.Generic;
using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>A trace and metrics of one answer; see <see cref="Instruments"/>.</summary>
internal sealed partial class ChatTelemetry : IDisposable
{
    private readonly ILogger? _logger;
    private readonly string _model;
    private readonly Activity? _activity;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _first;
    private long _written;
    private Exception? _fault;

    /// <param name="model">The model's name.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="logger">Told of the answer.</param>
    public ChatTelemetry(string model, GenerationOptions options, ILogger? logger)
    {
        (_model, _logger) = (model, logger);
        _activity = Instruments.Source.StartActivity($"chat {model}", ActivityKind.Client);
        _activity?.SetTag("gen_ai.operation.name", "chat").SetTag("gen_ai.provider.name", Instruments.Provider).SetTag("gen_ai.request.model", model).SetTag("gen_ai.response.model", model)
            .SetTag("gen_ai.request.max_tokens", options.MaxTokens).SetTag("gen_ai.request.temperature", options.Temperature).SetTag("gen_ai.request.top_p", options.TopP)
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
        _activity?.SetTag("gen_ai.response.finish_reasons", new[] { reason.Value }).SetTag("gen_ai.usage.input_tokens", read)
            .SetTag("gen_ai.usage.output_tokens", _written).SetTag("gen_ai.usage.cache_read.input_tokens", reused);
        Instruments.Tokens.Record(read, [.. Tags(), KeyValuePair.Create<string, object?>("gen_ai.token.type", "input")]);
        Instruments.Tokens.Record(_written, [.. Tags(), KeyValuePair.Create<string, object?>("gen_ai.token.type", "output")]);
        if (_first > 0)
        {
            Instruments.FirstToken.Record(Stopwatch.GetElapsedTime(_start, _first).TotalSeconds, Tags());
        }

        if (_written > 1)
        {
            Instruments.PerToken.Record(Stopwatch.GetElapsedTime(_first).TotalSeconds / (_written - 1), Tags());
        }

        if (_logger is not null)
        {
            LogAnswer(_logger, _model, read, reused, _written, Stopwatch.GetElapsedTime(_start).TotalSeconds, reason.Value);
        }
    }

    /// <summary>The answer ended by an exception.</summary>
    public void Fail(Exception fault)
    {
        _fault = fault;
        _activity?.SetStatus(ActivityStatusCode.Error, fault.Message).SetTag("error.type", fault.GetType().FullName);
        if (_logger is not null && fault is not OperationCanceledException)
        {
            LogFault(_logger, _model, fault.Message);
        }
    }

    public void Dispose()
    {
        KeyValuePair<string, object?>[] tags = _fault is null ? Tags() : [.. Tags(), KeyValuePair.Create<string, object?>("error.type", _fault.GetType().FullName)];
        Instruments.Duration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, tags);
        _activity?.Dispose();
    }

    private KeyValuePair<string, object?>[] Tags() =>
        [new("gen_ai.operation.name", "chat"), new("gen_ai.provider.name", Instruments.Provider), new("gen_ai.request.model", _model), new("gen_ai.response.model", _model)];

    [LoggerMessage(Level = LogLevel.Information, Message = "{Model}: read {Read} tokens, {Reused} of them known already, and wrote {Written} in {Seconds:F2} s; it ended by {Reason}.")]
    private static partial void LogAnswer(ILogger logger, string model, long read, long reused, long written, double seconds, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Model}: the answer failed. {Reason}")]
    private static partial void LogFault(ILogger logger, string model, string reason);
}
