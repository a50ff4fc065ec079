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
    private readonly SessionPool _sessions;
    private readonly PromptReader? _reader;
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
        _metadata = new ChatClientMetadata(Instruments.Provider, providerUri: null, model.Info.Name);
        _sessions = new SessionPool(model, _options.SessionBytes, _options.SnapshotBytes);
        _reader = model is IVisionLanguageModel { Info.Media: not null } seeing ? new PromptReader(seeing, new FeatureCache(seeing, _options.FeatureBytes)) : null;
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
        RefuseMedia(request);
        ChatPrompt prompt = _template.Render(request.Input);
        int[] tokens = prompt.Encode(_tokenizer);
        string source = _template.Choose(request.Input).Source;
        ToolCallForm form = source.Contains("<function=", StringComparison.Ordinal) ? ToolCallForm.Xml : ToolCallForm.Json;
        ThoughtForm thought = ChatOutputParser.ThoughtAfter(prompt.Text, source);
        request.RefuseEffort(thought, source);
        ConstraintProcessor? constraint = _constraints.Of(request, form, thought)?.CreateProcessor(_model);
        TagPlaces tags = TagPlaces.Of(_tokenizer);
        ChatAnswer answer = new(_tokenizer, new ChatOutputParser(prompt.Text, form, request.Tools, tags), tags, request.StopStrings, _model.Info.Name) { Constraint = constraint };
        StopReason reason = StopReason.EndToken;
        GenerationOptions generation = request.Generation with { Completed = statistics => reason = statistics.StopReason, LogitsProcessors = constraint is null ? [] : [constraint] };
        using ChatTelemetry telemetry = new(_model.Info.Name, generation, _options.Logger);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await using IAsyncEnumerator<int> generated = GenerateAsync(request, tokens, generation, answer, cancellationToken).GetAsyncEnumerator(CancellationToken.None);
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
            _turn.Release();
        }

        foreach (ChatResponseUpdate update in answer.Finish(reason))
        {
            if (update.FinishReason is { } ended)
            {
                telemetry.Finish(update.Contents.OfType<UsageContent>().Single().Details, ended);
            }

            yield return update;
        }
    }

    private void RefuseMedia(ChatRequest request)
    {
        if (request.Media.Count > 0 && _reader is null)
        {
            throw new ChatOptionException("Messages", MediaParts.TypeOf(request.Media[0]) == "image" ? "a picture" : "a clip", $"text: the model {_model.Info.Name} only reads");
        }
    }

    private async IAsyncEnumerable<int> GenerateAsync(
        ChatRequest request, int[] tokens, GenerationOptions generation, ChatAnswer answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Pictures take long: whoever awaits the answer may be a user interface.
        SequencePrompt prompt = request.Media.Count == 0 ? new SequencePrompt(tokens)
            : await Task.Run(() => Read(tokens, request.Media, cancellationToken), CancellationToken.None).ConfigureAwait(false);
        answer.PromptTokens = prompt.Tokens.Count;
        using TokenSession? once = _options.ReusePrefixes ? null : Once(prompt, generation);
        TokenSession session = once ?? _sessions.Take(prompt);
        await foreach (int token in session.ContinueAsync(prompt, generation, once is null ? MessageBorders.Of(prompt.Tokens, _tokenizer) : [], cancellationToken).ConfigureAwait(false))
        {
            answer.ReusedTokens = session.ReusedTokens;
            yield return token;
        }
    }

    private SequencePrompt Read(int[] tokens, IReadOnlyList<AIContent> media, CancellationToken cancellationToken)
    {
        using ClipFiles clips = new();
        return _reader!.Read(tokens, media.Select(part => MediaParts.Read(part, clips)), _model.MaxContext, cancellationToken);
    }

    /// <summary>A session as large as one answer needs.</summary>
    private TokenSession Once(SequencePrompt prompt, GenerationOptions generation) =>
        new(_model, (int)Math.Min(_model.MaxContext, GenerationPlan.Of(generation, _model.GenerationDefaults, _model.Info).Columns(prompt.Tokens.Count)));

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
        _sessions.Dispose();
        _turn.Dispose();
    }
}
