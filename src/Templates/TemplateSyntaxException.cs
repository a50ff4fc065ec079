using System;

namespace Modelwright.Templates;

/// <summary>A template's text is not in the language. <see cref="Position"/> is an offset into <see cref="TemplateSource.Text"/>.</summary>
internal sealed class TemplateSyntaxException(string message, int position) : Exception(message)
{
    public int Position { get; } = position;
}
