namespace Modelwright.Runtime.Templating;

/// <summary>Fills a text up to a width.</summary>
internal static class Padding
{
    /// <param name="text">The text.</param>
    /// <param name="width">Code points wanted.</param>
    /// <param name="left">Whether to fill before it.</param>
    /// <param name="fill">What it is filled with: one character. A blank if null.</param>
    /// <param name="behindSign">Whether a sign that the text begins with stays in front.</param>
    public static StringValue Fill(StringValue text, int width, bool left, StringValue? fill = null, bool behindSign = false)
    {
        int missing = width - text.Count!.Value;
        if (missing <= 0)
        {
            return text;
        }

        TemplateBudget.Spend(missing);
        StringValue filling = (StringValue)Arithmetic.Multiply(One(fill), TemplateValue.Of(missing <= 1 << 24 ? missing : throw TemplateValue.Fail("the width is too large")));
        int sign = behindSign && text.Text is ['-' or '+', ..] ? 1 : 0;
        return left
            ? new OriginText().Append(text, 0, sign).Append(filling).Append(text, sign, text.Text.Length - sign).ToValue(text.IsSafe)
            : new OriginText().Append(text).Append(filling).ToValue(text.IsSafe);
    }

    private static StringValue One(StringValue? fill) => fill is null
        ? StringValue.Template(" ")
        : fill.Count == 1 ? fill : throw TemplateValue.Fail("The fill character must be exactly one character long");

    public static StringValue Centre(StringValue text, int width, StringValue? fill = null)
    {
        int missing = width - text.Count!.Value;
        int before = missing <= 0 ? 0 : (missing / 2) + (missing & width & 1);
        return Fill(Fill(text, text.Count.Value + before, left: true, fill), width, left: false, fill);
    }
}
