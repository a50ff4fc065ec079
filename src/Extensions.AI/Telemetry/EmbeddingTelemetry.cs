using Microsoft.Extensions.Logging;

namespace Modelwright.Extensions.AI;

/// <summary>A trace and metrics of one call for embeddings.</summary>
/// <param name="model">The model's name.</param>
/// <param name="logger">Told of the call.</param>
internal sealed partial class EmbeddingTelemetry(string model, ILogger? logger) : CallTelemetry("embeddings", model, logger)
{
    /// <summary>All embeddings are there.</summary>
    /// <param name="texts">How many.</param>
    /// <param name="tokens">Tokens of the texts.</param>
    /// <param name="width">Numbers of an embedding; 0 where there is none.</param>
    public void Finish(int texts, long tokens, int width)
    {
        Activity?.SetTag("gen_ai.usage.input_tokens", tokens).SetTag("gen_ai.embeddings.dimension.count", width);
        CountTokens("input", tokens);
        if (Logger is not null)
        {
            LogEmbeddings(Logger, Model, texts, tokens, Elapsed.TotalSeconds);
        }
    }

    protected override void LogFault(ILogger logger, string reason) => LogFault(logger, Model, reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Model}: embedded {Texts} texts of {Tokens} tokens in {Seconds:F2} s.")]
    private static partial void LogEmbeddings(ILogger logger, string model, int texts, long tokens, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Model}: the embeddings failed. {Reason}")]
    private static partial void LogFault(ILogger logger, string model, string reason);
}
