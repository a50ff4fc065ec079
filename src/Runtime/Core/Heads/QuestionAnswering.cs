using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>An answer found in a text.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Score">The probability that it begins where it does times that it ends there.</param>
/// <param name="Start">Its first character in the context that was given, whatever the tokenizer makes of it.</param>
/// <param name="End">The character behind its last.</param>
public sealed record Answer(string Text, float Score, int Start, int End);

/// <summary>A question, and the text that holds its answer.</summary>
/// <param name="Text">The question.</param>
/// <param name="Context">The text.</param>
public sealed record Question(string Text, string Context);

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
    public static Answer Answer(this IQuestionAnswerer model, string question, string context, int longest = LongestAnswer, CancellationToken cancellationToken = default) =>
        model.Answer([new Question(question, context)], longest, options: null, cancellationToken)[0];

    /// <summary>The best answers to questions, each in its own context, in batches.</summary>
    /// <param name="model">The model.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="longest">Tokens of an answer at most.</param>
    /// <param name="options">Size of batches, progress; defaults where null.</param>
    /// <param name="cancellationToken">Heard between batches and between pieces of long ones.</param>
    /// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
    /// <exception cref="ContextOverflowException">A question and its context are longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static IReadOnlyList<Answer> Answer(
        this IQuestionAnswerer model, IReadOnlyList<Question> questions, int longest = LongestAnswer, HeadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        options ??= new HeadOptions();
        return HeadRunner.Run(model, questions, options, batch => AnswerBatch(model, batch, longest, options, cancellationToken), cancellationToken);
    }

    /// <summary>The loss of logits with the columns where answers begin and end: the mean of both cross entropies.</summary>
    /// <param name="model">The model.</param>
    /// <param name="logits">What it said.</param>
    /// <param name="starts">The first column of each answer; one at the last column's end or beyond does not count.</param>
    /// <param name="ends">The last column of each answer, likewise.</param>
    /// <exception cref="ArgumentException">There are not as many ends as starts.</exception>
    public static double Loss(this IQuestionAnswerer model, SpanLogits logits, IReadOnlyList<int> starts, IReadOnlyList<int> ends)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(logits);
        return starts.Count > 0 && starts.Count == ends.Count && logits.Start.Count % starts.Count == 0
            ? HeadLosses.Span([.. logits.Start], [.. logits.End], starts, ends)
            : throw new ArgumentException($"There are {starts.Count} starts and {ends.Count} ends for {logits.Start.Count} columns; wanted one of each for each row.", nameof(starts));
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

    private static IEnumerable<Answer> AnswerBatch(IQuestionAnswerer model, IReadOnlyList<Question> questions, int longest, HeadOptions options, CancellationToken cancellationToken)
    {
        int[][] asked = [.. questions.Select(question => HeadRunner.EncodeAlone(model, question.Text, options).Own)];
        EncodedText[] contexts = [.. questions.Select(question => HeadRunner.EncodeAlone(model, question.Context, options))];
        TokenBatch batch = TokenBatch.Padded([.. contexts.Select((context, row) => (int[])[.. context.Before, .. asked[row], .. context.Own, .. context.After])], model.Info.PaddingToken ?? 0);
        SpanLogits logits = model.Logits(batch, cancellationToken);
        for (int row = 0; row < contexts.Length; row++)
        {
            int first = (row * batch.Columns) + batch.First[row] + contexts[row].Before.Length + asked[row].Length;
            float[] starts = [.. logits.Start.Skip(first).Take(contexts[row].Own.Length)];
            float[] ends = [.. logits.End.Skip(first).Take(contexts[row].Own.Length)];
            Probabilities.Softmax(starts);
            Probabilities.Softmax(ends);
            (int begin, int last) = Best(starts, ends, longest);
            TokenOffsets offsets = TokenOffsets.Of(model.Tokenizer!, contexts[row].Own, questions[row].Context);
            (int from, int to) = (offsets[begin].Start, offsets[last].End);
            yield return new Answer(offsets.Text[from..to], starts[begin] * ends[last], from, to);
        }
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
