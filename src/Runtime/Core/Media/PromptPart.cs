namespace Modelwright.Runtime;

/// <summary>A part of a <see cref="Prompt"/>.</summary>
public abstract record PromptPart
{
    private protected PromptPart()
    {
    }

    /// <summary>Text.</summary>
    /// <param name="Content">The text.</param>
    public sealed record Text(string Content) : PromptPart;

    /// <summary>A picture.</summary>
    /// <param name="Content">The picture.</param>
    public sealed record Picture(Image Content) : PromptPart;

    /// <summary>A clip.</summary>
    /// <param name="Content">The clip.</param>
    public sealed record Clip(Video Content) : PromptPart;

    /// <summary>A picture or a clip that the vision tower has seen already.</summary>
    /// <param name="Content">What the tower made of it.</param>
    public sealed record Features(VisionFeatures Content) : PromptPart;
}
