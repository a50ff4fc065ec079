using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>Takes batches of texts through a model once, and hands out what its first exit makes of the columns that are wanted.</summary>
internal static class HeadRunner
{
    private const string EmptyText = "A text is empty; wanted one token or more.";

    /// <summary>One batch.</summary>
    /// <returns>[count, columns wanted, width], row-major.</returns>
    /// <param name="model">The model.</param>
    /// <param name="batch">The tokens.</param>
    /// <param name="media">Pictures and clips among them; null where there are none.</param>
    /// <param name="rows">The columns wanted.</param>
    /// <param name="cancellationToken">Heard between pieces.</param>
    public static float[] Run(ILanguageModel model, TokenBatch batch, MediaBatch? media, OutputRows rows, CancellationToken cancellationToken)
    {
        using IModelSession session = Begin(model, batch);
        float[] output = new float[checked(rows.Count(batch.Count, batch.Columns) * session.Tower.Exits[0].Width)];
        if (media is { IsUsed: true })
        {
            media.Columns(first: 0, batch.Columns).Feed(session, batch.Tokens.Span, [ModelOutput.OfExit(0, output, rows)], cancellationToken);
        }
        else
        {
            session.Forward(batch.Input, [ModelOutput.OfExit(0, output, rows)], cancellationToken);
        }

        return output;
    }

    /// <summary>A session of a batch's size, with its padding.</summary>
    /// <exception cref="ContextOverflowException">The batch is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    /// <exception cref="ArgumentException">Embeddings are of another width than the model's.</exception>
    public static IModelSession Begin(ILanguageModel model, TokenBatch batch)
    {
        if (batch.Columns > model.MaxContext)
        {
            throw new ContextOverflowException(batch.Columns, model.MaxContext);
        }

        IModelSession session = model.CreateSession(new SessionOptions { BatchSize = batch.Count, Capacity = batch.Columns });
        if (!batch.Embeddings.IsEmpty && batch.Embeddings.Length != (long)batch.Count * batch.Columns * session.Tower.Width)
        {
            int width = session.Tower.Width;
            session.Dispose();
            throw new ArgumentException($"Embeddings have {batch.Embeddings.Length / (batch.Count * batch.Columns)} numbers a column; wanted {width}, the model's width.", nameof(batch));
        }

        session.Reset([.. batch.First], batch.Positions);
        return session;
    }

    /// <summary>Any number of texts, in batches that the class's project allows.</summary>
    public static IReadOnlyList<TResult> Run<TItem, TResult>(
        ILanguageModel model, IReadOnlyList<TItem> items, HeadOptions options, Func<IReadOnlyList<TItem>, IEnumerable<TResult>> compute, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        List<TResult> results = [];
        foreach (TItem[] batch in items.Chunk(model.Info.BatchWithin(options.BatchSize)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.AddRange(compute(batch));
            options.Progress?.Report(results.Count);
        }

        return results;
    }

    /// <summary>The tokens of a text, and how many the tokenizer puts before it and behind it.</summary>
    /// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
    /// <exception cref="ArgumentException">The text has no tokens.</exception>
    public static EncodedText EncodeAlone(ILanguageModel model, string text, HeadOptions options)
    {
        int[] tokens = Encode(model, text, options);
        int[] own = model.Tokenizer!.Encode(text, options.AllowSpecialTokens, addSpecialTokens: false);
        int first = tokens.AsSpan().IndexOf(own);
        return own.Length > 0 ? new EncodedText(tokens[..first], own, tokens[(first + own.Length)..]) : throw new ArgumentException(EmptyText, nameof(text));
    }

    /// <summary>The tokens of a text.</summary>
    /// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
    /// <exception cref="ArgumentException">The text has no tokens.</exception>
    public static int[] Encode(ILanguageModel model, string text, HeadOptions options)
    {
        ITextTokenizer tokenizer = model.Tokenizer ?? throw new TokenizerException(model.Info.Name, "no tokenizer beside the checkpoint", "a tokenizer.json there");
        int[] tokens = tokenizer.Encode(text, options.AllowSpecialTokens);
        return tokens.Length > 0 ? tokens : throw new ArgumentException(EmptyText, nameof(text));
    }
}
