using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Modelwright.CodeFixes;

/// <summary>A JSON list of words, such as <c>layer_types</c>, cut or continued to a length. Spaces and line breaks stay as they are.</summary>
internal static class EntryList
{
    private static readonly Regex Entries = new("\"[^\"]*\"", RegexOptions.CultureInvariant);

    /// <summary>The list with as many entries; what is added goes on in the list's own period. Null for a list that has none to go on from.</summary>
    public static string? WithLength(string list, int count)
    {
        Match[] entries = [.. Entries.Matches(list).Cast<Match>()];
        if (entries.Length == 0 || count < 1)
        {
            return null;
        }

        string tail = list.Substring(End(entries[entries.Length - 1]));
        if (count <= entries.Length)
        {
            return list.Substring(0, End(entries[count - 1])) + tail;
        }

        string between = entries.Length > 1 ? list.Substring(End(entries[0]), entries[1].Index - End(entries[0])) : ", ";
        int period = Enumerable.Range(1, entries.Length).First(p => Enumerable.Range(p, entries.Length - p).All(i => entries[i].Value == entries[i - p].Value));
        StringBuilder text = new(list.Substring(0, End(entries[entries.Length - 1])));
        for (int i = entries.Length; i < count; i++)
        {
            text.Append(between).Append(entries[i % period].Value);
        }

        return text.Append(tail).ToString();
    }

    private static int End(Match entry) => entry.Index + entry.Length;
}
