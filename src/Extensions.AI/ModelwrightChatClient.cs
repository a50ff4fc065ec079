using System;
using System.Collections.Generic;
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
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>A client over a loaded model.</summary>
    /// <param name="model">The model; the client does not dispose it.</param>
    /// <param name="template">Its chat template: the generated class's, or one loaded from the checkpoint.</param>
    /// <exception cref="TokenizerException">The model has no tokenizer.</exception>
    public ModelwrightChatClient(ICausalLanguageModel model, ChatTemplate template)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(template);
        _model = model;
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
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (int token in _model.GenerateAsync(tokens, generation, cancellationToken).ConfigureAwait(false))
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

        foreach (ChatResponseUpdate update in answer.Finish(tokens.Length, reason))
        {
            yield return update;
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
    public void Dispose() => _turn.Dispose();
}
