using Microsoft.CodeAnalysis.Text;

namespace Modelwright.CodeFixes;

/// <summary>A member put first into a JSON object, laid out as those that follow it.</summary>
internal static class FirstMember
{
    /// <param name="brace">Where the object begins.</param>
    /// <param name="member">Name and value.</param>
    public static TextChange In(SourceText text, int brace, string member)
    {
        int start = brace + 1;
        int next = start;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        string gap = text.ToString(TextSpan.FromBounds(start, next));
        if (next < text.Length && text[next] != '}')
        {
            return new TextChange(new TextSpan(start, 0), $"{gap}{member},");
        }

        // The only one: the brace behind it stays on the line where it is.
        return gap.Contains("\n")
            ? new TextChange(new TextSpan(start, 0), $"{gap}  {member}")
            : new TextChange(TextSpan.FromBounds(start, next), $" {member} ");
    }
}
