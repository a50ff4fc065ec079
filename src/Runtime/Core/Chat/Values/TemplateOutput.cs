namespace Modelwright.Runtime.Templating;

/// <summary>What a template writes, with the origin of every character.</summary>
public sealed class TemplateOutput
{
    private readonly OriginText _text = new();

    internal TemplateOutput()
    {
    }

    /// <summary>Text that stands in the template.</summary>
    public void Text(string text)
    {
        _text.Append(text, fromTemplate: true);
        TemplateBudget.CheckOutput(_text.Length);
    }

    /// <summary>A value, as Python prints it.</summary>
    public void Write(TemplateValue value)
    {
        _text.Append(value.ToText());
        TemplateBudget.CheckOutput(_text.Length);
    }

    internal StringValue ToValue() => _text.ToValue();
}
