using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>
/// A local model as an <see cref="IChatClient"/>: its own chat template, streaming, thoughts as <see cref="TextReasoningContent"/>, tool calls from the model's own syntax.
/// Options that cannot be honoured are refused by a <see cref="ChatOptionException"/>. Requests are answered one after the other.
/// </summary>
public sealed class ModelwrightChatClient : IChatClient
{
    private readonly ICausalLanguageModel _model;
    private readonly ITextTokenizer _tokenizer;
    private readonly ChatTemplate _template;
    private readonly ChatClientMetadata _metadata;
    private readonly AnswerConstraints _constraints = new();
    private readonly ModelwrightChatClientOptions _options;
    private TokenSession? _session;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>A client over a loaded model.</summary>
    /// <param name="model">The model; the client does not dispose it.</param>
    /// <param name="template">Its chat template: the generated class's, or one loaded from the checkpoint.</param>
    /// <param name="options">How the client works; defaults where null.</param>
    /// <exception cref="TokenizerException">The model has no tokenizer.</exception>
    public ModelwrightChatClient(ICausalLanguageModel model, ChatTemplate template, ModelwrightChatClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(template);
        _model = model;
        _options = options ?? new ModelwrightChatClientOptions();
        _template = template;
        _tokenizer = model.Tokenizer ?? throw new TokenizerException(model.Info.Name, "no tokenizer beside the checkpoint", "a tokenizer.json there");
        _metadata = new ChatClientMetadata("modelwright", providerUri: null, model.Info.Name);
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ChatRequest request = ChatRequest.Of(messages, options, _model.Info.Name);
        ChatPrompt prompt = _template.Render(request.Input);
        int[] tokens = prompt.Encode(_tokenizer);
        ToolCallForm form = _template.Source.Contains("<function=", StringComparison.Ordinal) ? ToolCallForm.Xml : ToolCallForm.Json;
        ConstraintProcessor? constraint = _constraints.Of(request, form, ChatOutputParser.ThoughtAfter(prompt.Text, _template.Source))?.CreateProcessor(_model);
        ChatAnswer answer = new(_tokenizer, new ChatOutputParser(prompt.Text, form, request.Tools), request.StopStrings, _model.Info.Name) { Constraint = constraint };
        StopReason reason = StopReason.EndToken;
        GenerationOptions generation = request.Generation with { Completed = statistics => reason = statistics.StopReason, LogitsProcessors = constraint is null ? [] : [constraint] };
        using ChatTelemetry telemetry = new(_model.Info.Name, generation, _options.Logger);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        int reused = 0;
        try
        {
            await using IAsyncEnumerator<int> generated = GenerateAsync(tokens, generation, cancellationToken).GetAsyncEnumerator(CancellationToken.None);
            while (await NextAsync(generated, telemetry).ConfigureAwait(false) is int token)
            {
                foreach (ChatResponseUpdate update in answer.Add(token))
                {
                    yield return update;
                }

                if (answer.IsStopped)
                {
                    break;
                }
            }
        }
        finally
        {
            reused = _session?.ReusedTokens ?? 0;
            _turn.Release();
        }

        foreach (ChatResponseUpdate update in answer.Finish(tokens.Length, reused, reason))
        {
            if (update.FinishReason is { } ended)
            {
                telemetry.Finish(update.Contents.OfType<UsageContent>().Single().Details, ended);
            }

            yield return update;
        }
    }

    private IAsyncEnumerable<int> GenerateAsync(int[] prompt, GenerationOptions generation, CancellationToken cancellationToken)
    {
        if (!_options.ReusePrefixes)
        {
            return _model.GenerateAsync(prompt, generation, cancellationToken);
        }

        _session ??= new TokenSession(_model, capacity: 0, _options.SnapshotBytes);
        return _session.ContinueAsync(prompt, generation, MessageBorders.Of(prompt, _tokenizer), cancellationToken);
    }

    /// <summary>The next token, or null at the end; a failure is told on its way.</summary>
    private static async Task<int?> NextAsync(IAsyncEnumerator<int> generated, ChatTelemetry telemetry)
    {
        try
        {
            if (!await generated.MoveNextAsync().ConfigureAwait(false))
            {
                return null;
            }

            telemetry.Token();
            return generated.Current;
        }
        catch (Exception fault)
        {
            telemetry.Fail(fault);
            throw;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(_model) ? _model
            : serviceType == typeof(ChatTemplate) ? _template : null;
    }

    /// <summary>Ends the client; the model stays loaded.</summary>
    public void Dispose()
    {
        _session?.Dispose();
        _turn.Dispose();
    }
}
