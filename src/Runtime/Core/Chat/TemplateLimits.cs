namespace Modelwright.Runtime;

/// <summary>How much a rendering may do; a template that exceeds it is stopped by a <see cref="ChatTemplateRenderException"/>.</summary>
public sealed record TemplateLimits
{
    /// <summary>Characters of the result. Default 67,108,864.</summary>
    public int OutputCharacters { get; init; } = 1 << 26;

    /// <summary>Characters copied over the whole rendering; an iteration counts as 50. Default 1,073,741,824.</summary>
    public long Work { get; init; } = 1L << 30;

    /// <summary>Macro calls within macro calls. Default 100.</summary>
    public int Depth { get; init; } = 100;
}
