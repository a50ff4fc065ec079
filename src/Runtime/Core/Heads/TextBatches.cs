using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Batches of texts.</summary>
public static class TextBatches
{
    /// <summary>Texts as tokens of the model's tokenizer, padded on the left to one length.</summary>
    /// <param name="model">The model.</param>
    /// <param name="texts">The texts, each with at least one token.</param>
    /// <param name="options">Whether special tokens' spellings are those tokens; defaults where null.</param>
    /// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
    /// <exception cref="ArgumentException">There is no text, or one without tokens.</exception>
    public static TokenBatch Tokenize(this ILanguageModel model, IReadOnlyList<string> texts, HeadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(texts);
        return TokenBatch.Padded([.. texts.Select(text => HeadRunner.Encode(model, text, options ?? new HeadOptions()))], model.Info.PaddingToken ?? 0);
    }
}
