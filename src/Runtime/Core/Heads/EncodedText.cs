namespace Modelwright.Runtime;

/// <summary>A text's own tokens, and those that the tokenizer puts around it.</summary>
/// <param name="Before">Before it, such as one for the beginning.</param>
/// <param name="Own">Its own.</param>
/// <param name="After">Behind it, such as one for the end.</param>
internal sealed record EncodedText(int[] Before, int[] Own, int[] After)
{
    /// <summary>All of them.</summary>
    public int[] All => [.. Before, .. Own, .. After];
}
