namespace Modelwright.Runtime.Templating;

/// <summary>Fills a text up to a width.</summary>
internal static class Padding
{
    /// <param name="text">The text.</param>
    /// <param name="width">Code points wanted.</param>
    /// <param name="left">Whether to fill before it.</param>
    /// <param name="fill">One character; zeros go behind a sign.</param>
    public static StringValue Fill(StringValue text, int width, bool left, string fill = " ")
    {
        int missing = width - text.Count!.Value;
        if (missing <= 0)
        {
            return text;
        }

        TemplateBudget.Spend(missing);
        string filling = missing <= 1 << 24 ? new string(fill[0], missing) : throw TemplateValue.Fail("the width is too large");
        int sign = left && fill == "0" && text.Text is ['-' or '+', ..] ? 1 : 0;
        return left
            ? new OriginText().Append(text, 0, sign).Append(filling, fromTemplate: true).Append(text, sign, text.Text.Length - sign).ToValue(text.IsSafe)
            : new OriginText().Append(text).Append(filling, fromTemplate: true).ToValue(text.IsSafe);
    }

    public static StringValue Centre(StringValue text, int width)
    {
        int missing = width - text.Count!.Value;
        int before = missing <= 0 ? 0 : (missing / 2) + (missing & width & 1);
        return Fill(Fill(text, text.Count.Value + before, left: true), width, left: false);
    }
}
