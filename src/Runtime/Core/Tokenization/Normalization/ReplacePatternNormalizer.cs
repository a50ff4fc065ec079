using System.Text;
using System.Text.RegularExpressions;

namespace Modelwright.Runtime;

/// <summary><c>Replace</c> of what an expression matches; the replacement is taken literally.</summary>
internal sealed class ReplacePatternNormalizer(Regex pattern, string content) : ITextNormalizer
{
    public string Normalize(string text)
    {
        CodePointText points = CodePointText.Of(text);
        StringBuilder result = new(text.Length);
        int end = 0;
        for (Match match = pattern.Match(points.Text); match.Success; match = match.NextMatch())
        {
            int start = points.OriginalIndex(match.Index);
            result.Append(text, end, start - end).Append(content);
            end = points.OriginalIndex(match.Index + match.Length);
        }

        return result.Append(text, end, text.Length - end).ToString();
    }
}
