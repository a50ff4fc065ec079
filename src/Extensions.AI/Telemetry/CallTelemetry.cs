using System;
using System.Collections.Generic;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Modelwright.Extensions.AI;

/// <summary>A trace and metrics of one call of a model; see <see cref="Instruments"/>. What the call did is told by the kinds of calls, that it failed and how long it took by all alike.</summary>
internal abstract class CallTelemetry : IDisposable
{
    private readonly string _operation;
    private readonly long _start = Stopwatch.GetTimestamp();
    private Exception? _fault;

    /// <param name="operation">What the conventions call it: "chat", "embeddings".</param>
    /// <param name="model">The model's name.</param>
    /// <param name="logger">Told of the call.</param>
    protected CallTelemetry(string operation, string model, ILogger? logger)
    {
        (_operation, Model, Logger) = (operation, model, logger);
        Activity = Instruments.Source.StartActivity($"{operation} {model}", ActivityKind.Client);
        foreach ((string name, object? value) in Tags())
        {
            Activity?.SetTag(name, value);
        }
    }

    protected string Model { get; }

    protected ILogger? Logger { get; }

    /// <summary>The span; null where nobody listens.</summary>
    protected Activity? Activity { get; }

    /// <summary>Since the call began.</summary>
    protected TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>From the call's begin to a later moment.</summary>
    protected TimeSpan Until(long timestamp) => Stopwatch.GetElapsedTime(_start, timestamp);

    /// <summary>The call ended by an exception.</summary>
    public void Fail(Exception fault)
    {
        _fault = fault;
        Activity?.SetStatus(ActivityStatusCode.Error, fault.Message).SetTag("error.type", fault.GetType().FullName);
        if (Logger is not null && fault is not OperationCanceledException)
        {
            LogFault(Logger, fault.Message);
        }
    }

    public void Dispose()
    {
        KeyValuePair<string, object?>[] tags = _fault is null ? Tags() : [.. Tags(), KeyValuePair.Create<string, object?>("error.type", _fault.GetType().FullName)];
        Instruments.Duration.Record(Elapsed.TotalSeconds, tags);
        Activity?.Dispose();
    }

    protected abstract void LogFault(ILogger logger, string reason);

    /// <summary>Counts tokens that were read ("input") or written ("output").</summary>
    protected void CountTokens(string type, long tokens) =>
        Instruments.Tokens.Record(tokens, [.. Tags(), KeyValuePair.Create<string, object?>("gen_ai.token.type", type)]);

    protected KeyValuePair<string, object?>[] Tags() =>
        [new("gen_ai.operation.name", _operation), new("gen_ai.provider.name", Instruments.Provider), new("gen_ai.request.model", Model), new("gen_ai.response.model", Model)];
}
