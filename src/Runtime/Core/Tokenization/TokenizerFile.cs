using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>What a <c>tokenizer.json</c> says, as far as byte-level BPE needs it.</summary>
/// <param name="Vocabulary">Byte-level spelling and id.</param>
/// <param name="Merges">Pairs as <c>left right</c>, the first to be merged first.</param>
/// <param name="AddedTokens">Spelling and id of tokens that are looked for before everything else.</param>
/// <param name="Pattern">What a word is.</param>
/// <param name="Compose">Whether text is normalised to NFC.</param>
internal sealed record TokenizerFile(
    IReadOnlyList<KeyValuePair<string, int>> Vocabulary,
    IReadOnlyList<string> Merges,
    IReadOnlyList<KeyValuePair<string, int>> AddedTokens,
    string Pattern,
    bool Compose);
