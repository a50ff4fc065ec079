using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Holds one answer, or each of a batch, to an <see cref="OutputConstraint"/>.</summary>
public sealed class ConstraintProcessor : ILogitsProcessor
{
    private readonly Constraints.ConstraintAutomaton _automaton;
    private readonly int[] _ends;
    private int _state;
    private int _read;

    internal ConstraintProcessor(Constraints.ConstraintAutomaton automaton, IEnumerable<int> ends)
    {
        (_automaton, _ends) = (automaton, [.. ends]);
        _state = automaton.Start;
    }

    /// <summary>Whether what the processor has seen of its answer is one that may end there.</summary>
    public bool IsComplete => _automaton.Accepts(_state);

    /// <inheritdoc/>
    public ILogitsProcessor ForSequence(int sequence) => sequence == 0 && _read == 0 ? this : new ConstraintProcessor(_automaton, _ends);

    /// <summary>Rules out every token after which the answer could not become one that fits.</summary>
    /// <param name="context">The tokens so far.</param>
    /// <param name="logits">[vocabulary].</param>
    /// <exception cref="ConstraintException">The tokens so far do not fit, or no token of the vocabulary goes on from them.</exception>
    public void Process(LogitsContext context, Span<float> logits)
    {
        Observe(context.Generated);
        Constraints.TokenMask mask = _automaton.Mask(_state);
        bool mayEnd = _automaton.Accepts(_state);
        Span<float> ends = stackalloc float[Math.Min(_ends.Length, 64)];
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = (uint)_ends[i] < (uint)logits.Length ? logits[_ends[i]] : float.NegativeInfinity;
        }

        mask.Apply(logits);
        for (int i = 0; mayEnd && i < ends.Length; i++)
        {
            if ((uint)_ends[i] < (uint)logits.Length)
            {
                logits[_ends[i]] = ends[i];
            }
        }

        if (mask.IsEmpty && !mayEnd)
        {
            throw new ConstraintException("an answer's end", "a vocabulary without a token that goes on from it", "a vocabulary with tokens for all bytes");
        }
    }

    /// <summary>Takes tokens of the answer that were chosen since the last call, the last one included; <see cref="Process"/> does so by itself.</summary>
    /// <param name="generated">All tokens of the answer so far.</param>
    /// <exception cref="ConstraintException">The tokens do not fit.</exception>
    public void Observe(ReadOnlySpan<int> generated)
    {
        for (; _read < generated.Length; _read++)
        {
            int next = _automaton.After(_state, generated[_read]);
            if (next < 0)
            {
                if (_ends.Contains(generated[_read]) && _automaton.Accepts(_state))
                {
                    continue;
                }

                throw new ConstraintException("an answer", $"the token {generated[_read]}, which it cannot hold there", "one that the constraint allows");
            }

            _state = next;
        }
    }
}
