using System;

namespace Modelwright.Runtime;

/// <summary>Pictures that are not resized must be cut in whole merged patches.</summary>
internal static class WholeBlocks
{
    public static void Check(int height, int width, VisionProcessorOptions options)
    {
        if (height % options.Factor != 0 || width % options.Factor != 0)
        {
            throw new ImageSizeException(width, height, FormattableString.Invariant($"'do_resize' is false, so both sides must be multiples of {options.Factor}"));
        }
    }
}
