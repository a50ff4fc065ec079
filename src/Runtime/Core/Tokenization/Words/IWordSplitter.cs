using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>One step of a <c>pre_tokenizer</c>: cuts a piece of text into smaller ones. Nothing outside the piece is looked at.</summary>
internal interface IWordSplitter
{
    /// <summary>Adds the words of a piece, none of them empty, in order.</summary>
    /// <param name="text">A text without lone surrogates.</param>
    /// <param name="piece">The part of it to cut.</param>
    /// <param name="words">Receives the words.</param>
    void Split(string text, TextRange piece, List<TextRange> words);
}

/// <summary>A part of a text, in UTF-16 units.</summary>
internal readonly record struct TextRange(int Start, int End)
{
    public int Length => End - Start;
}
