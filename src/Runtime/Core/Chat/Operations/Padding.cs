using System;

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
        StringValue one = One(fill);
        int missing = Missing(text, width);
        if (missing == 0)
        {
            return text;
        }

        TemplateBudget.Spend(missing);
        StringValue filling = (StringValue)Arithmetic.Multiply(one, TemplateValue.Of(missing));
        int sign = behindSign && text.Text is ['-' or '+', ..] ? 1 : 0;
        return left
            ? new OriginText().Append(text, 0, sign).Append(filling).Append(text, sign, text.Text.Length - sign).ToValue(text.IsSafe)
            : new OriginText().Append(text).Append(filling).ToValue(text.IsSafe);
    }

    public static StringValue Centre(StringValue text, int width, StringValue? fill = null)
    {
        int missing = Missing(text, width);
        int before = (missing / 2) + (missing & width & 1);
        return Fill(Fill(text, text.Count!.Value + before, left: true, fill), width, left: false, fill);
    }

    private static int Missing(StringValue text, int width) => Math.Max(width, text.Count!.Value) - text.Count.Value;

    private static StringValue One(StringValue? fill) => fill is null
        ? StringValue.Template(" ")
        : fill.Count == 1 ? fill : throw TemplateValue.Fail("The fill character must be exactly one character long");
}
