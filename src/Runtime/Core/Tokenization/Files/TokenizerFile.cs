using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>What a <c>tokenizer.json</c> says, as far as byte-level BPE needs it.</summary>
/// <param name="Vocabulary">Byte-level spelling and id.</param>
/// <param name="Merges">Pairs of ids.</param>
/// <param name="IgnoreMerges">Whether a word that is in the vocabulary is its token whatever the merges say.</param>
/// <param name="AddedTokens">Tokens that are looked for before words are cut.</param>
/// <param name="Normalizer">What is done to text first, if anything.</param>
/// <param name="Words">What a word is.</param>
/// <param name="Template">Tokens put around a text.</param>
/// <param name="Warnings">What of the file has no effect.</param>
internal sealed record TokenizerFile(
    Dictionary<string, int> Vocabulary,
    MergeTable Merges,
    bool IgnoreMerges,
    IReadOnlyList<AddedToken> AddedTokens,
    ITextNormalizer? Normalizer,
    ByteLevelWords Words,
    TokenTemplate Template,
    IReadOnlyList<string> Warnings);

/// <summary>Tokens that a <c>TemplateProcessing</c> puts around a single text.</summary>
internal sealed record TokenTemplate(IReadOnlyList<int> Before, IReadOnlyList<int> After)
{
    public static TokenTemplate Nothing { get; } = new([], []);
}
