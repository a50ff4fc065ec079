namespace Modelwright.Runtime.Vulkan;

/// <summary>The sizes of one call: sequences, new columns of each, and columns that the longest had before.</summary>
internal readonly record struct CallShape(int Batch, int Tokens, int Past)
{
    public int Rows => Batch * Tokens;

    /// <summary>Columns there are with the new ones.</summary>
    public int Keys => Past + Tokens;
}
