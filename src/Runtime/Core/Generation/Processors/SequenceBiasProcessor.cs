using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Adds a number to the logit of a token that would complete a sequence: Hugging Face's <c>sequence_bias</c>, and with -∞ its <c>bad_words_ids</c>.</summary>
internal sealed class SequenceBiasProcessor(IReadOnlyList<SequenceBias> biases) : ILogitsProcessor
{
    /// <summary>Sequences never to be completed. One that is an end token alone is not among them, as in Hugging Face.</summary>
    public static SequenceBiasProcessor Forbid(IEnumerable<IReadOnlyList<int>> words, IReadOnlyCollection<int> ends) =>
        new([.. words.Where(word => word.Count != 1 || !ends.Contains(word[0])).Select(static word => new SequenceBias(word, float.NegativeInfinity))]);

    public void Process(LogitsContext context, Span<float> logits)
    {
        foreach (SequenceBias bias in biases)
        {
            int last = bias.Tokens[^1];
            if ((uint)last < (uint)logits.Length && Completes(bias.Tokens, context.Tokens))
            {
                logits[last] += bias.Bias;
            }
        }
    }

    /// <summary>Whether the text ends with all but the last token. Hugging Face looks at texts at least as long as the sequence only.</summary>
    private static bool Completes(IReadOnlyList<int> sequence, ReadOnlySpan<int> tokens)
    {
        int before = sequence.Count - 1;
        if (before == 0)
        {
            return true;
        }

        if (sequence.Count > tokens.Length)
        {
            return false;
        }

        for (int i = 0; i < before; i++)
        {
            if (tokens[tokens.Length - before + i] != sequence[i])
            {
                return false;
            }
        }

        return true;
    }
}
