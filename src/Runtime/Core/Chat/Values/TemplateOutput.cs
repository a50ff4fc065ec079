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

    /// <summary>What filters made of a block, which is text.</summary>
    /// <exception cref="ChatTemplateRenderException">It is something else: Python joins what a template writes, and joins nothing but text.</exception>
    public void WriteFiltered(TemplateValue value) =>
        Write(value as StringValue ?? throw TemplateValue.Fail($"sequence item: expected str instance, {value.TypeName} found"));

    internal StringValue ToValue() => _text.ToValue();
}
