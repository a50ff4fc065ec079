using System;

namespace Modelwright.Runtime;

/// <summary>What a sequence holds when its next token is about to be chosen.</summary>
/// <param name="tokens">All tokens, padding left out: those before the answer, then those generated.</param>
/// <param name="promptLength">How many of them stood before the answer.</param>
public readonly ref struct LogitsContext(ReadOnlySpan<int> tokens, int promptLength)
{
    /// <summary>All tokens, padding left out.</summary>
    public ReadOnlySpan<int> Tokens { get; } = tokens;

    /// <summary>How many stood before the answer.</summary>
    public int PromptLength { get; } = promptLength;

    /// <summary>The tokens of the answer so far.</summary>
    public ReadOnlySpan<int> Generated => Tokens[PromptLength..];
}
