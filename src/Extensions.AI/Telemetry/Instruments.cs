using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Modelwright.Extensions.AI;

/// <summary>
/// What traces and metrics of chats and embeddings are given to, by OpenTelemetry's conventions for generative AI (https://opentelemetry.io/docs/specs/semconv/gen-ai/): the span of a request, and as
/// the one who computes it the server's metrics. Texts are in none of them.
/// </summary>
internal static class Instruments
{
    /// <summary>The name of source and meter.</summary>
    public const string Name = "Modelwright.Extensions.AI";

    /// <summary>Who computes, as spans and metrics name it.</summary>
    public const string Provider = "modelwright";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Histogram<double> Duration;
    public static readonly Histogram<double> FirstToken;
    public static readonly Histogram<double> PerToken;
    public static readonly Histogram<long> Tokens;

    static Instruments()
    {
        Meter meter = new(Name);
        Duration = meter.CreateHistogram<double>("gen_ai.server.request.duration", "s", "Time of a request.");
        FirstToken = meter.CreateHistogram<double>("gen_ai.server.time_to_first_token", "s", "Time to the first token of an answer.");
        PerToken = meter.CreateHistogram<double>("gen_ai.server.time_per_output_token", "s", "Time of a token after the first.");
        Tokens = meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens read and written.");
    }
}
