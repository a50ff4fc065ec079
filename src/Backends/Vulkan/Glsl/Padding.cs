namespace Modelwright.Backends.Vulkan;

/// <summary>Rows are padded to whole blocks of 8 elements, so that they can be read 16 bytes at a time.</summary>
internal static class Padding
{
    public static int RoundUp8(int width) => Blocks(width) * 8;

    /// <summary>Blocks of 8 elements that hold a row.</summary>
    public static int Blocks(int width) => DivideUp(width, 8);

    public static int DivideUp(int value, int by) => (value + by - 1) / by;
}
