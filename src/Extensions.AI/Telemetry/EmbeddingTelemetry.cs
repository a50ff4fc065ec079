using System;
using System.Collections.Generic;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Modelwright.Extensions.AI;

/// <summary>A trace and metrics of one call for embeddings; see <see cref="Instruments"/>.</summary>
internal sealed partial class EmbeddingTelemetry : IDisposable
{
    private readonly ILogger? _logger;
    private readonly string _model;
    private readonly Activity? _activity;
    private readonly long _start = Stopwatch.GetTimestamp();
    private Exception? _fault;

    /// <param name="model">The model's name.</param>
    /// <param name="logger">Told of the call.</param>
    public EmbeddingTelemetry(string model, ILogger? logger)
    {
        (_model, _logger) = (model, logger);
        _activity = Instruments.Source.StartActivity($"embeddings {model}", ActivityKind.Client);
        foreach ((string name, object? value) in Tags())
        {
            _activity?.SetTag(name, value);
        }
    }

    /// <summary>All embeddings are there.</summary>
    /// <param name="texts">How many.</param>
    /// <param name="tokens">Tokens of the texts.</param>
    /// <param name="width">Numbers of an embedding; 0 where there is none.</param>
    public void Finish(int texts, long tokens, int width)
    {
        _activity?.SetTag("gen_ai.usage.input_tokens", tokens).SetTag("gen_ai.embeddings.dimension.count", width);
        Instruments.Tokens.Record(tokens, [.. Tags(), KeyValuePair.Create<string, object?>("gen_ai.token.type", "input")]);
        if (_logger is not null)
        {
            LogEmbeddings(_logger, _model, texts, tokens, Stopwatch.GetElapsedTime(_start).TotalSeconds);
        }
    }

    /// <summary>The call ended by an exception.</summary>
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
        [new("gen_ai.operation.name", "embeddings"), new("gen_ai.provider.name", Instruments.Provider), new("gen_ai.request.model", _model), new("gen_ai.response.model", _model)];

    [LoggerMessage(Level = LogLevel.Information, Message = "{Model}: embedded {Texts} texts of {Tokens} tokens in {Seconds:F2} s.")]
    private static partial void LogEmbeddings(ILogger logger, string model, int texts, long tokens, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Model}: the embeddings failed. {Reason}")]
    private static partial void LogFault(ILogger logger, string model, string reason);
}
