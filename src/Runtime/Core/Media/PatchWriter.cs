using System;

namespace Modelwright.Runtime;

/// <summary>Cuts frames of one size into normalised patches in the tower's order.</summary>
internal sealed class PatchWriter
{
    private const int Channels = 3;

    private readonly VisionProcessorOptions _options;
    private readonly float[] _values;
    private readonly float[] _patches;

    public PatchWriter(VisionProcessorOptions options, PatchGrid grid)
    {
        (_options, Grid) = (options, grid);
        _values = PixelValues.Table(options);
        RowLength = Channels * options.TemporalPatchSize * options.PatchSize * options.PatchSize;
        long values = (long)grid.Frames * grid.Height * grid.Width * RowLength;
        if (values > Array.MaxLength)
        {
            throw new ImageSizeException(
                grid.Width * options.PatchSize, grid.Height * options.PatchSize,
                FormattableString.Invariant($"its patches are {values} numbers; at most {Array.MaxLength} fit, so wanted a smaller 'size.longest_edge'"));
        }

        _patches = new float[values];
    }

    public PatchGrid Grid { get; }

    public int RowLength { get; }

    public ReadOnlyMemory<float> Patches => _patches;

    /// <summary>Writes a frame into its place.</summary>
    /// <param name="rgb">[height, width, 3] bytes.</param>
    /// <param name="frame">Its number among the frames of the clip.</param>
    public void Write(ReadOnlySpan<byte> rgb, int frame)
    {
        int side = _options.PatchSize;
        int stride = Channels * Grid.Width * side;
        int group = frame / _options.TemporalPatchSize * Grid.Height * Grid.Width;
        for (int row = 0; row < Grid.Height; row++)
        {
            for (int column = 0; column < Grid.Width; column++)
            {
                int patch = group + Order(row, column);
                Span<float> values = _patches.AsSpan(patch * RowLength, RowLength);
                Write(rgb[((row * side * stride) + (column * side * Channels))..], stride, frame % _options.TemporalPatchSize, values);
            }
        }
    }

    private void Write(ReadOnlySpan<byte> rgb, int stride, int frame, Span<float> patch)
    {
        int side = _options.PatchSize;
        for (int c = 0; c < Channels; c++)
        {
            ReadOnlySpan<float> table = _values.AsSpan(c * 256, 256);
            Span<float> plane = patch.Slice(((c * _options.TemporalPatchSize) + frame) * side * side, side * side);
            for (int y = 0; y < side; y++)
            {
                ReadOnlySpan<byte> line = rgb.Slice(y * stride, (Channels * (side - 1)) + 3);
                for (int x = 0; x < side; x++)
                {
                    plane[(y * side) + x] = table[line[(Channels * x) + c]];
                }
            }
        }
    }

    /// <summary>Patches that will be merged lie one after the other: block row, block column, row in the block, column in the block.</summary>
    private int Order(int row, int column)
    {
        int merge = _options.MergeSize;
        int block = (row / merge * (Grid.Width / merge)) + (column / merge);
        return (block * merge * merge) + (row % merge * merge) + (column % merge);
    }
}
