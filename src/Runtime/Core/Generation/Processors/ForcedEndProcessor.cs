using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>The last token that the budget allows is an end token: Hugging Face's <c>forced_eos_token_id</c>.</summary>
internal sealed class ForcedEndProcessor(IReadOnlyList<int> ends, Func<int, int> budget) : ILogitsProcessor
{
    public void Process(LogitsContext context, Span<float> logits)
    {
        if (context.Generated.Length != budget(context.PromptLength) - 1)
        {
            return;
        }

        logits.Fill(float.NegativeInfinity);
        foreach (int end in ends)
        {
            if ((uint)end < (uint)logits.Length)
            {
                logits[end] = 0;
            }
        }
    }
}
