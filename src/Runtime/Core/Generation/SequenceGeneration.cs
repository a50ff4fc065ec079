using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>
/// One sequence being continued: what is done with the logits of its last token, alone or in a batch. Its tokens are added to <paramref name="tokens"/>, which belong to the caller.
/// </summary>
internal sealed class SequenceGeneration(GenerationPlan plan, List<int> tokens, int vocabularySize, int row = 0)
{
    private readonly Sampler _sampler = plan.CreateSampler(vocabularySize, row);
    private readonly ILogitsProcessor[] _processors = [.. plan.Processors.Select(processor => processor.ForSequence(row))];
    private readonly int _promptLength = tokens.Count;
    private readonly int _budget = plan.Budget(tokens.Count);

    /// <summary>Why the sequence ended, or null while it goes on.</summary>
    public StopReason? Ended { get; private set; } = plan.Budget(tokens.Count) == 0 ? StopReason.MaxTokens : null;

    /// <summary>
    /// Chooses the next token and adds it to the sequence. False where it is one that ends the sequence: then it is no part of the answer.
    /// </summary>
    /// <param name="logits">[vocabulary]; changed in place.</param>
    /// <param name="token">The token chosen.</param>
    public bool Choose(Span<float> logits, out int token)
    {
        LogitsContext context = new(CollectionsMarshal.AsSpan(tokens), _promptLength);
        foreach (ILogitsProcessor processor in _processors)
        {
            processor.Process(context, logits);
        }

        token = _sampler.Next(logits);
        tokens.Add(token);
        if (plan.StopTokens.Contains(token))
        {
            Ended = StopReason.EndToken;
            return false;
        }

        if (tokens.Count - _promptLength >= _budget)
        {
            Ended = StopReason.MaxTokens;
        }

        return true;
    }

    /// <summary>Ends the sequence because nothing more can be fed, unless it has ended already.</summary>
    public void EndFull() => Ended ??= StopReason.ContextFull;
}
