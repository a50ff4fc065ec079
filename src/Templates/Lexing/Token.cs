namespace Modelwright.Templates;

/// <summary>A piece of a template's text. <paramref name="Value"/> is the string or number it stands for.</summary>
internal sealed record Token(TokenKind Kind, string Text, int Position, object? Value = null)
{
    public bool IsOperator(string text) => Kind == TokenKind.Operator && Text == text;

    public bool IsName(string text) => Kind == TokenKind.Name && Text == text;

    /// <summary>For messages.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.Text => "text",
        TokenKind.String => "a string",
        TokenKind.End => "the end of the template",
        _ => $"'{Text}'",
    };
}
