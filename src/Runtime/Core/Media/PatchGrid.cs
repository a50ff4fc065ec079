namespace Modelwright.Runtime;

/// <summary>How patches lie: <c>image_grid_thw</c> or <c>video_grid_thw</c> of one picture or clip.</summary>
/// <param name="Frames">Groups of <c>temporal_patch_size</c> frames; 1 for a picture.</param>
/// <param name="Height">Patches from top to bottom, before merging.</param>
/// <param name="Width">Patches from left to right, before merging.</param>
public readonly record struct PatchGrid(int Frames, int Height, int Width)
{
    /// <summary>Rows of patches that the tower takes.</summary>
    public int Patches => checked(Frames * Height * Width);

    /// <summary>Rows of features that the tower gives, which is as many as placeholder tokens.</summary>
    /// <param name="mergeSize">Patches along a side that are merged into one feature.</param>
    public int Tokens(int mergeSize) => Patches / (mergeSize * mergeSize);
}
