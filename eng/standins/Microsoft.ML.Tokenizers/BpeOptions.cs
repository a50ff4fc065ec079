using System;
using System.Collections.Generic;

namespace Microsoft.ML.Tokenizers;

/// <summary>What a <see cref="BpeTokenizer"/> is made of.</summary>
public sealed class BpeOptions
{
    public BpeOptions(IEnumerable<KeyValuePair<string, int>> vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        Vocabulary = vocabulary;
    }

    public IEnumerable<KeyValuePair<string, int>> Vocabulary { get; }

    /// <summary>"left right", the most urgent first.</summary>
    public IEnumerable<string>? Merges { get; set; }

    /// <summary>Tokens that stand for themselves. They are found only where the pre-tokenizer cuts them out.</summary>
    public IReadOnlyDictionary<string, int>? SpecialTokens { get; set; }

    public Normalizer? Normalizer { get; set; }

    /// <summary>Null: words and other runs, blanks dropped.</summary>
    public PreTokenizer? PreTokenizer { get; set; }

    /// <summary>The vocabulary spells bytes of UTF-8, each as one letter, as GPT-2's does.</summary>
    public bool ByteLevel { get; set; }
}
