using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>Divides positive and multiplies negative logits of all tokens that the text has, the prompt included (Keskar et al., 2019, "CTRL").</summary>
internal sealed class RepetitionPenaltyProcessor(float penalty) : ILogitsProcessor
{
    private readonly HashSet<int> _seen = [];
    private int _read;

    public ILogitsProcessor ForSequence(int sequence) => new RepetitionPenaltyProcessor(penalty);

    public void Process(LogitsContext context, Span<float> logits)
    {
        foreach (int token in context.Tokens[_read..])
        {
            _seen.Add(token);
        }

        _read = context.Tokens.Length;
        foreach (int token in _seen)
        {
            if ((uint)token < (uint)logits.Length)
            {
                logits[token] = logits[token] < 0 ? logits[token] * penalty : logits[token] / penalty;
            }
        }
    }
}
