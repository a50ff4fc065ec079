using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>One answer while it comes: tokens in, updates out.</summary>
internal sealed class ChatAnswer(ITextTokenizer tokenizer, ChatOutputParser parser, TagPlaces tags, IReadOnlyList<string> stops, string modelId)
{
    private readonly ITextStreamDecoder _decoder = tokenizer.CreateStreamDecoder(skipSpecialTokens: true);
    private readonly StopStringFilter _stops = new(stops);
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly DateTimeOffset _created = DateTimeOffset.UtcNow;
    private readonly List<int> _tokens = [];
    private long _thoughtTokens;
    private long _decoded;
    private int _calls;

    /// <summary>What the answer is held to, if anything.</summary>
    public ConstraintProcessor? Constraint { get; init; }

    /// <summary>Tokens of the prompt, those of pictures and clips included.</summary>
    public int PromptTokens { get; set; }

    /// <summary>How many of them were known already.</summary>
    public int ReusedTokens { get; set; }

    /// <summary>Whether a stop string was completed.</summary>
    public bool IsStopped => _stops.Stopped;

    public IEnumerable<ChatResponseUpdate> Add(int token)
    {
        _tokens.Add(token);
        _thoughtTokens += parser.IsThinking ? 1 : 0;
        return Updates(parser.Add(_stops.Add(Decode(token))));
    }

    /// <summary>The rest, then why it ended and what it cost.</summary>
    /// <param name="reason">Why generation ended.</param>
    public IEnumerable<ChatResponseUpdate> Finish(StopReason reason)
    {
        string rest = _stops.Add(_decoder.Flush());
        rest = IsStopped ? rest : rest + _stops.Flush();
        foreach (ChatResponseUpdate update in Updates([.. parser.Add(rest), .. parser.Flush()]))
        {
            yield return update;
        }

        ChatResponseUpdate last = Update(new UsageContent(new UsageDetails
        {
            InputTokenCount = PromptTokens,
            OutputTokenCount = _tokens.Count,
            TotalTokenCount = PromptTokens + _tokens.Count,
            ReasoningTokenCount = _thoughtTokens,
            CachedInputTokenCount = ReusedTokens,
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
                OutputPart.Call call => new FunctionCallContent(_id[..6] + (++_calls).ToString("D3", CultureInfo.InvariantCulture), call.Name, call.Arguments), // nine letters and digits: Mistral's templates insist on them
                _ => new TextContent(((OutputPart.Text)part).Content),
            });
        }
    }

    /// <summary>A token's text. A tag is told even where the tokenizer counts it among those that are not shown.</summary>
    private string Decode(int token)
    {
        string text = _decoder.Add(token);
        if (tags.TagOf(token) is { } tag)
        {
            text = text.EndsWith(tag, StringComparison.Ordinal) ? text : text + tag;
            tags.Add(tag, _decoded + text.Length - tag.Length);
        }

        _decoded += text.Length;
        return text;
    }

    private ChatResponseUpdate Update(AIContent content) => new(ChatRole.Assistant, [content])
    {
        ResponseId = _id,
        MessageId = _id,
        ModelId = modelId,
        CreatedAt = _created,
    };
}
