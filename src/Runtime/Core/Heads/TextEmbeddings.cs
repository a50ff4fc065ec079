using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>Of which columns a text's embedding is made.</summary>
public enum Pooling
{
    /// <summary>The last token's hidden state, as causal embedding models are trained.</summary>
    LastToken,

    /// <summary>The mean over the text's tokens.</summary>
    Mean,
}

/// <summary>Embeddings of texts for retrieval: hidden states pooled.</summary>
public static class TextEmbeddings
{
    /// <summary>Embeds texts, in batches.</summary>
    /// <param name="model">The model.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="pooling">Of which columns.</param>
    /// <param name="normalise">Whether embeddings have length 1, so that their product is the cosine.</param>
    /// <param name="options">Size of batches, progress; defaults where null.</param>
    /// <param name="cancellationToken">Heard between batches and between pieces of long ones.</param>
    /// <returns>One a text, [width].</returns>
    /// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
    /// <exception cref="ContextOverflowException">A text is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static IReadOnlyList<float[]> Embed(
        this IHiddenStateModel model,
        IReadOnlyList<string> texts,
        Pooling pooling = Pooling.LastToken,
        bool normalise = true,
        HeadOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new HeadOptions();
        return HeadRunner.Run(
            model,
            texts,
            options,
            batch => model.Embed(model.Tokenize(batch, options), pooling, normalise, cancellationToken),
            cancellationToken);
    }

    /// <summary>Embeds a batch of tokens.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The tokens.</param>
    /// <param name="pooling">Of which columns.</param>
    /// <param name="normalise">Whether embeddings have length 1.</param>
    /// <param name="cancellationToken">Heard between pieces.</param>
    public static IReadOnlyList<float[]> Embed(
        this IHiddenStateModel model, TokenBatch batch, Pooling pooling = Pooling.LastToken, bool normalise = true, CancellationToken cancellationToken = default) =>
        Embed(model, batch, media: null, pooling, normalise, cancellationToken);

    /// <summary>The same with pictures and clips among the tokens.</summary>
    internal static IReadOnlyList<float[]> Embed(
        IHiddenStateModel model, TokenBatch batch, MediaBatch? media, Pooling pooling, bool normalise, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        OutputRows rows = pooling == Pooling.Mean ? OutputRows.All : OutputRows.Of(batch.End.Select(static end => Math.Max(0, end - 1)).ToArray());
        float[] states = HeadRunner.Run(model, batch, media, rows, cancellationToken);
        int width = states.Length / (pooling == Pooling.Mean ? batch.Count * batch.Columns : batch.Count);
        return [.. Enumerable.Range(0, batch.Count).Select(row =>
        {
            float[] embedding = pooling == Pooling.Mean ? Mean(states, batch, row, width) : [.. states.AsSpan(row * width, width)];
            return normalise ? Normalised(embedding) : embedding;
        })];
    }

    private static float[] Mean(float[] states, TokenBatch batch, int row, int width)
    {
        double[] sum = new double[width];
        for (int column = batch.First[row]; column < batch.End[row]; column++)
        {
            for (int i = 0; i < width; i++)
            {
                sum[i] += states[(((row * batch.Columns) + column) * width) + i];
            }
        }

        int count = Math.Max(1, batch.End[row] - batch.First[row]);
        return [.. sum.Select(x => (float)(x / count))];
    }

    private static float[] Normalised(float[] embedding)
    {
        double length = Math.Sqrt(embedding.Sum(static x => (double)x * x));
        return [.. embedding.Select(x => (float)(x / Math.Max(length, 1e-12)))];
    }
}
