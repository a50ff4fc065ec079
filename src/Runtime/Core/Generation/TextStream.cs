using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime;

/// <summary>Turns the tokens of a <see cref="SequenceRunner"/> into pieces of text: whole characters, cut at stop strings.</summary>
internal static class TextStream
{
    public static async IAsyncEnumerable<string> RunAsync(
        SequenceRunner runner,
        ITextTokenizer tokenizer,
        SequencePrompt prompt,
        GenerationPlan plan,
        GenerationOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using GenerationRun run = new(options.Completed, cancellationToken);
        ITextStreamDecoder decoder = tokenizer.CreateStreamDecoder();
        StopStringFilter filter = new(plan.StopStrings);
        await foreach (int token in runner.RunAsync(prompt, plan, run, borders: [], cancellationToken).ConfigureAwait(false))
        {
            string piece = filter.Add(decoder.Add(token));
            if (filter.Stopped)
            {
                // Before the piece is handed out: the caller may ask for no more after it.
                run.StopReason = StopReason.StopString;
            }

            if (piece.Length > 0)
            {
                yield return piece;
            }

            if (filter.Stopped)
            {
                yield break;
            }
        }

        string rest = filter.Add(decoder.Flush()) + filter.Flush();
        if (rest.Length > 0)
        {
            yield return rest;
        }
    }
}
