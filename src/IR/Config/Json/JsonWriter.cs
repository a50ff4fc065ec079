using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Modelwright.IR;

/// <summary>JSON as Hugging Face's library writes it: a line each member, two spaces deeper each level; numbers as they were spelled.</summary>
internal static class JsonWriter
{
    private const string Step = "  ";

    public static string Write(JsonValue value)
    {
        StringBuilder text = new();
        Append(text, value, "");
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonValue value, string indentation)
    {
        switch (value)
        {
            case JsonObject json:
                string[] names = [.. json.Members.Select(static member => member.Name).Distinct()];
                AppendList(text, '{', '}', names, indentation, (name, inner) =>
                {
                    AppendQuoted(text, name);
                    text.Append(": ");
                    Append(text, json.Find(name)!, inner);
                });
                break;
            case JsonArray list:
                AppendList(text, '[', ']', list.Items, indentation, (item, inner) => Append(text, item, inner));
                break;
            case JsonString { Value: string words }:
                AppendQuoted(text, words);
                break;
            default:
                text.Append(value.Text); // numbers, true, false and null are shown as they are spelled
                break;
        }
    }

    private static void AppendList<T>(StringBuilder text, char open, char close, IReadOnlyList<T> items, string indentation, System.Action<T, string> append)
    {
        text.Append(open);
        for (int i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(indentation).Append(Step);
            append(items[i], indentation + Step);
        }

        if (items.Count > 0)
        {
            text.Append('\n').Append(indentation);
        }

        text.Append(close);
    }

    private static void AppendQuoted(StringBuilder text, string words)
    {
        text.Append('"');
        foreach (char c in words)
        {
            switch (c)
            {
                case '"' or '\\':
                    text.Append('\\').Append(c);
                    break;
                case >= ' ' and <= '~':
                    text.Append(c);
                    break;
                default:
                    text.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
                    break;
            }
        }

        text.Append('"');
    }
}
