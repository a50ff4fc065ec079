using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>An answer found in a text.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Score">The probability that it begins where it does times that it ends there.</param>
/// <param name="Start">Its first character in the context, as the tokenizer sees that (normalised).</param>
/// <param name="End">The character behind its last.</param>
public sealed record Answer(string Text, float Score, int Start, int End);

/// <summary>How well answers begin and end at every column.</summary>
/// <param name="Start">[count, columns].</param>
/// <param name="End">[count, columns].</param>
public sealed record SpanLogits(IReadOnlyList<float> Start, IReadOnlyList<float> End);

/// <summary>Answers found in texts.</summary>
public static class QuestionAnswering
{
    /// <summary>Tokens of an answer at most, as in Hugging Face's pipeline.</summary>
    public const int LongestAnswer = 15;

    /// <summary>The best answer to a question in a context: the question's tokens, then the context's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="question">The question.</param>
    /// <param name="context">The text that holds the answer.</param>
    /// <param name="longest">Tokens of an answer at most.</param>
    /// <param name="cancellationToken">Heard between pieces.</param>
    /// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
    /// <exception cref="ContextOverflowException">Question and context are longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static Answer Answer(this IQuestionAnswerer model, string question, string context, int longest = LongestAnswer, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        HeadOptions options = new();
        int[] asked = HeadRunner.Encode(model, question, options);
        int[] read = HeadRunner.Encode(model, context, options);
        SpanLogits logits = model.Logits(TokenBatch.Padded([[.. asked, .. read]]), cancellationToken);
        float[] starts = [.. logits.Start.Skip(asked.Length)];
        float[] ends = [.. logits.End.Skip(asked.Length)];
        Probabilities.Softmax(starts);
        Probabilities.Softmax(ends);
        (int first, int last) = Best(starts, ends, longest);
        TokenOffsets offsets = TokenOffsets.Of(model.Tokenizer!, read);
        (int from, int to) = (offsets[first].Start, offsets[last].End);
        return new Answer(offsets.Text[from..to], starts[first] * ends[last], from, to);
    }

    /// <summary>How well answers begin and end at every column of a batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The tokens.</param>
    /// <param name="cancellationToken">Heard between pieces.</param>
    public static SpanLogits Logits(this IQuestionAnswerer model, TokenBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        float[] both = HeadRunner.Run(model, batch, media: null, OutputRows.All, cancellationToken);
        return new SpanLogits([.. both.Where(static (_, i) => i % 2 == 0)], [.. both.Where(static (_, i) => i % 2 == 1)]);
    }

    /// <summary>The pair of places, the second not before the first and not too far behind it, whose product is largest.</summary>
    internal static (int First, int Last) Best(ReadOnlySpan<float> starts, ReadOnlySpan<float> ends, int longest)
    {
        (int First, int Last, float Score) best = (0, 0, -1);
        for (int first = 0; first < starts.Length; first++)
        {
            for (int last = first; last < Math.Min(ends.Length, first + longest); last++)
            {
                if (starts[first] * ends[last] > best.Score)
                {
                    best = (first, last, starts[first] * ends[last]);
                }
            }
        }

        return (best.First, best.Last);
    }
}
