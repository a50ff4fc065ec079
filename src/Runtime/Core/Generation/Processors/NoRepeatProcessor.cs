using System;

namespace Modelwright.Runtime;

/// <summary>No <paramref name="size"/> tokens in a row that the text, prompt included, already has: Hugging Face's <c>no_repeat_ngram_size</c>.</summary>
internal sealed class NoRepeatProcessor(int size) : ILogitsProcessor
{
    public void Process(LogitsContext context, Span<float> logits)
    {
        ReadOnlySpan<int> tokens = context.Tokens;
        int before = size - 1;
        if (tokens.Length < before)
        {
            return;
        }

        ReadOnlySpan<int> end = tokens[(tokens.Length - before)..];
        for (int i = 0; i + before < tokens.Length; i++)
        {
            int next = tokens[i + before];
            if ((uint)next < (uint)logits.Length && tokens.Slice(i, before).SequenceEqual(end))
            {
                logits[next] = float.NegativeInfinity;
            }
        }
    }
}
