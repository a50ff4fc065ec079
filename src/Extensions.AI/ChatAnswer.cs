using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>One answer while it comes: tokens in, updates out.</summary>
internal sealed class ChatAnswer(ITextTokenizer tokenizer, ChatOutputParser parser, IReadOnlyList<string> stops, string modelId)
{
    private readonly ITextStreamDecoder _decoder = tokenizer.CreateStreamDecoder(skipSpecialTokens: true);
    private readonly StopStringFilter _stops = new(stops);
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly DateTimeOffset _created = DateTimeOffset.UtcNow;
    private readonly List<int> _tokens = [];
    private long _thoughtTokens;
    private int _calls;

    /// <summary>What the answer is held to, if anything.</summary>
    public ConstraintProcessor? Constraint { get; init; }

    /// <summary>Whether a stop string was completed.</summary>
    public bool IsStopped => _stops.Stopped;

    public IEnumerable<ChatResponseUpdate> Add(int token)
    {
        _tokens.Add(token);
        _thoughtTokens += parser.IsThinking ? 1 : 0;
        return Updates(parser.Add(_stops.Add(_decoder.Add(token))));
    }

    /// <summary>The rest, then why it ended and what it cost.</summary>
    /// <param name="promptTokens">Tokens of the prompt.</param>
    /// <param name="reused">How many of them were known already.</param>
    /// <param name="reason">Why generation ended.</param>
    public IEnumerable<ChatResponseUpdate> Finish(int promptTokens, int reused, StopReason reason)
    {
        string rest = _stops.Add(_decoder.Flush());
        rest = IsStopped ? rest : rest + _stops.Flush();
        foreach (ChatResponseUpdate update in Updates([.. parser.Add(rest), .. parser.Flush()]))
        {
            yield return update;
        }

        ChatResponseUpdate last = Update(new UsageContent(new UsageDetails
        {
            InputTokenCount = promptTokens,
            OutputTokenCount = _tokens.Count,
            TotalTokenCount = promptTokens + _tokens.Count,
            ReasoningTokenCount = _thoughtTokens,
            CachedInputTokenCount = reused,
        }));
        last.FinishReason = IsCut(reason) ? ChatFinishReason.Length : _calls > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        yield return last;
    }

    /// <summary>Whether the answer ended before it was through; one that is held to a form is through when it has it.</summary>
    private bool IsCut(StopReason reason)
    {
        if (IsStopped)
        {
            return false;
        }

        Constraint?.Observe(CollectionsMarshal.AsSpan(_tokens));
        return Constraint is not null ? !Constraint.IsComplete : reason is StopReason.MaxTokens or StopReason.ContextFull && _calls == 0;
    }

    private IEnumerable<ChatResponseUpdate> Updates(List<OutputPart> parts)
    {
        foreach (OutputPart part in parts)
        {
            yield return Update(part switch
            {
                OutputPart.Thought thought => new TextReasoningContent(thought.Content),
                OutputPart.Call call => new FunctionCallContent($"call_{_id[..8]}_{(++_calls).ToString(CultureInfo.InvariantCulture)}", call.Name, call.Arguments),
                _ => new TextContent(((OutputPart.Text)part).Content),
            });
        }
    }

    private ChatResponseUpdate Update(AIContent content) => new(ChatRole.Assistant, [content])
    {
        ResponseId = _id,
        MessageId = _id,
        ModelId = modelId,
        CreatedAt = _created,
    };
}
