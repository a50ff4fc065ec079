using System;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>How well a language model foresees a text.</summary>
/// <param name="Loss">Mean cross entropy of a token, in nats.</param>
/// <param name="Tokens">Tokens that were predicted.</param>
public sealed record TextLikelihood(double Loss, int Tokens)
{
    /// <summary>The exponential of the loss: among how many tokens the model is undecided.</summary>
    public double Perplexity => Math.Exp(Loss);
}

/// <summary>Loss and perplexity of texts, on any backend.</summary>
public static class TextPerplexity
{
    /// <summary>
    /// Perplexity of a text. One that is longer than a window is read in windows that overlap; in each, the tokens count that the one before had not (Hugging Face's guide
    /// "Perplexity of fixed-length models").
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The text, of two tokens or more.</param>
    /// <param name="stride">Tokens from one window to the next; 0: half a window. The smaller, the more context each token has, and the longer it takes.</param>
    /// <param name="window">Tokens of a window; 0: the model's <see cref="ILanguageModel.MaxContext"/>.</param>
    /// <param name="cancellationToken">Heard between windows and pieces.</param>
    /// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
    public static TextLikelihood Perplexity(this ICausalLanguageModel model, string text, int stride = 0, int window = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Perplexity(TextGeneration.TokenizerOf(model).Encode(text, allowSpecial: false), stride, window, cancellationToken);
    }

    /// <summary>Perplexity of tokens.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">Two or more.</param>
    /// <param name="stride">Tokens from one window to the next; 0: half a window.</param>
    /// <param name="window">Tokens of a window; 0: the model's <see cref="ILanguageModel.MaxContext"/>.</param>
    /// <param name="cancellationToken">Heard between windows and pieces.</param>
    public static TextLikelihood Perplexity(this ICausalLanguageModel model, ReadOnlySpan<int> tokens, int stride = 0, int window = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (tokens.Length < 2)
        {
            throw new ArgumentException($"There are {tokens.Length} tokens; wanted two or more, because the first is predicted by none.", nameof(tokens));
        }

        window = Math.Min(window == 0 ? model.MaxContext : window, model.MaxContext);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        stride = stride == 0 ? Math.Max(1, window / 2) : stride;
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stride, window - 1);
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = Math.Min(window, tokens.Length) });
        double sum = 0;
        int counted = 0;
        int done = 1; // the first token that no window has predicted
        for (int begin = 0; done < tokens.Length; begin += stride)
        {
            int end = Math.Min(begin + window, tokens.Length);
            sum += Window(session, tokens[begin..end], done - begin, cancellationToken);
            counted += end - done;
            done = end;
        }

        return new TextLikelihood(sum / counted, counted);
    }

    /// <summary>The sum of the losses of a window's tokens from one on; logits of the others are not computed.</summary>
    private static double Window(IModelSession session, ReadOnlySpan<int> tokens, int first, CancellationToken cancellationToken)
    {
        int vocabulary = session.Tower.Exits[0].Width;
        int count = tokens.Length - first;
        int[] columns = new int[count];
        for (int i = 0; i < count; i++)
        {
            columns[i] = first - 1 + i;
        }

        float[] logits = new float[checked(count * vocabulary)];
        session.Reset();
        session.Forward(tokens, logits, OutputRows.Of(columns), cancellationToken);
        return HeadLosses.CrossEntropy(logits, tokens[first..], count: 1);
    }
}
