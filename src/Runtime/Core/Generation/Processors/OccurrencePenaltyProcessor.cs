using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// OpenAI's penalties, over generated tokens alone: <paramref name="frequency"/> off the logit of a token for each time it was generated, and <paramref name="presence"/> once.
/// </summary>
internal sealed class OccurrencePenaltyProcessor(float frequency, float presence) : ILogitsProcessor
{
    private readonly Dictionary<int, int> _counts = [];
    private int _read;

    public ILogitsProcessor ForSequence(int sequence) => new OccurrencePenaltyProcessor(frequency, presence);

    public void Process(LogitsContext context, Span<float> logits)
    {
        foreach (int token in context.Generated[_read..])
        {
            _counts[token] = _counts.GetValueOrDefault(token) + 1;
        }

        _read = context.Generated.Length;
        foreach ((int token, int count) in _counts)
        {
            if ((uint)token < (uint)logits.Length)
            {
                logits[token] -= (frequency * count) + presence;
            }
        }
    }
}
