using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The sizes of a tower's buffers for so many patches.</summary>
internal sealed record EncoderSizes(EncoderFunctions Tower, int Rows)
{
    private VisionTowerInfo Info => Tower.Info;

    /// <summary>Numbers from one patch to the next.</summary>
    public int PatchStride => Padded(Info.PatchLength);

    /// <summary>Numbers from one feature to the next.</summary>
    public int FeatureStride => Padded(Info.FeatureWidth);

    public ScratchLayout Scratch => new(Tower.Scratch, batch: 1, Rows, splits: 1);

    public BufferRequest Output => new("vision features", (long)Rows / Info.Merged * FeatureStride * sizeof(float));

    /// <summary>What the host writes: the step, patches, taps, segments and rotary tables.</summary>
    public IReadOnlyList<BufferRequest> Inputs =>
    [
        new("vision step", StepBuffer.Bytes(1)),
        new("vision patches", (long)Rows * PatchStride * sizeof(float)),
        new("vision taps", (long)Rows * PatchTables.Taps * 2 * sizeof(uint)),
        new("vision segments", (long)Rows * 2 * sizeof(uint)),
        new("vision rotary tables", (long)Rows * Info.HeadDim * sizeof(float)),
    ];

    public MemoryTable Uses => new(
    [
        .. Scratch.Slots.Select(static slot => Use("vision " + slot.Name, slot.Bytes)), // the text tower has buffers of the same names
        .. Inputs.Prepend(Output).Select(static request => Use(request.Name, request.Bytes)),
    ]);

    private static MemoryUse Use(string name, long bytes) => new(name, BufferArena.Align(Math.Max(1, bytes)));

    private static int Padded(int width) => (width + 7) / 8 * 8;
}
