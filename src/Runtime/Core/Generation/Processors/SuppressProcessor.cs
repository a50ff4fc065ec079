using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>Tokens never to be chosen, or not <paramref name="where"/> it says: <c>suppress_tokens</c>, <c>begin_suppress_tokens</c>, <c>min_length</c>, <c>min_new_tokens</c>.</summary>
internal sealed class SuppressProcessor(IReadOnlyCollection<int> tokens, SuppressProcessor.Place? where = null) : ILogitsProcessor
{
    public delegate bool Place(LogitsContext context);

    public void Process(LogitsContext context, Span<float> logits)
    {
        if (where is not null && !where(context))
        {
            return;
        }

        foreach (int token in tokens)
        {
            if ((uint)token < (uint)logits.Length)
            {
                logits[token] = float.NegativeInfinity;
            }
        }
    }
}
