namespace Modelwright.IR;

/// <summary>
/// Upper bounds on sizes: far above every published model, and so low that the rows of every matrix (twice the width of all
/// experts together is the most) are an <c>int</c>: a slip of the keyboard is an error here and not an overflow later.
/// </summary>
internal static class Limits
{
    public const int Vocabulary = 1 << 24;
    public const int Width = 1 << 17;
    public const int Layers = 4096;
    public const int Heads = 4096;
    public const int HeadDim = 1024;

    /// <summary>Numbers of a row that several sizes make together: all heads of a layer, a patch, the patches of one feature.</summary>
    public const int RowWidth = 1 << 18;

    public const int Experts = 1 << 12;
    public const int ExpertsPerToken = 512;
    public const int Positions = 1 << 30;
    public const int ConvolutionKernel = 64;

    /// <summary>Pixels along a side of a patch.</summary>
    public const int PatchSize = 256;

    /// <summary>Channels of a picture, frames of a patch, patches along a side that become one feature.</summary>
    public const int PatchParts = 16;

    /// <summary>Standard deviation of fresh weights.</summary>
    public const double InitializerRange = 100;

    public const double RopeTheta = 1e12;
    public const double RopeFactor = 1e6;
}
