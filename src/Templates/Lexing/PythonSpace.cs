namespace Modelwright.Templates;

/// <summary>White space as Python's <c>str.strip()</c> sees it: .NET's, and U+001C to U+001F.</summary>
internal static class PythonSpace
{
    public static bool Is(char character) => char.IsWhiteSpace(character) || character is >= '\u001C' and <= '\u001F';

    public static string TrimEnd(string text)
    {
        int end = text.Length;
        while (end > 0 && Is(text[end - 1]))
        {
            end--;
        }

        return text.Substring(0, end);
    }

    public static int SkipFrom(string text, int start)
    {
        while (start < text.Length && Is(text[start]))
        {
            start++;
        }

        return start;
    }
}
