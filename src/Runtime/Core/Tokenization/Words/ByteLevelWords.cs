using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Modelwright.Runtime;

/// <summary>A whole <c>pre_tokenizer</c>: steps that cut, and <c>ByteLevel</c> at the end, which may put a blank in front of each piece and cut by GPT-2's expression.</summary>
internal sealed class ByteLevelWords(IReadOnlyList<IWordSplitter> steps, bool prefixSpace, bool ownPattern)
{
    private static readonly PatternSplitter Gpt2 = new(
        new Regex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant), SplitBehavior.Isolated);

    /// <summary>The words of a text without added tokens: parts of it, or of a copy with a blank in front.</summary>
    public IEnumerable<(string Text, TextRange Word)> Of(string text)
    {
        List<TextRange> pieces = [new TextRange(0, text.Length)];
        foreach (IWordSplitter step in steps)
        {
            List<TextRange> words = new(pieces.Count);
            foreach (TextRange piece in pieces)
            {
                step.Split(text, piece, words);
            }

            pieces = words;
        }

        foreach (TextRange piece in pieces)
        {
            bool prefixed = prefixSpace && text[piece.Start] != ' ';
            string source = prefixed ? " " + text[piece.Start..piece.End] : text;
            TextRange whole = prefixed ? new TextRange(0, source.Length) : piece;
            if (!ownPattern)
            {
                yield return (source, whole);
                continue;
            }

            List<TextRange> words = [];
            Gpt2.Split(source, whole, words);
            foreach (TextRange word in words)
            {
                yield return (source, word);
            }
        }
    }
}
