using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Cpu;

/// <summary>A vision tower's memory for one call: scratch arena and what is known of the patches' places. Kept from call to call, and grown when one is larger than all before.</summary>
internal sealed unsafe class EncoderMemory : IDisposable
{
    private NativeMemoryBlock _arena;
    private NativeMemoryBlock _rope;
    private PatchTap[] _taps = [];

    /// <summary>Patches of the call.</summary>
    public int Rows { get; private set; }

    public IReadOnlyList<PatchSegment> Segments { get; private set; } = [];

    /// <summary>[rows, 4].</summary>
    public PatchTap[] Taps => _taps;

    /// <summary>[rows, head dim]: cosines, then sines.</summary>
    public float* Rope => (float*)_rope.Data;

    public float* Arena => (float*)_arena.Data;

    /// <summary>What a call of so many patches takes.</summary>
    public static IReadOnlyList<MemoryUse> Uses(VisionTowerInfo tower, int arenaFloats, int rows) =>
    [
        new("vision scratch", (long)arenaFloats * rows * sizeof(float)),
        new("vision rotary tables", (long)tower.HeadDim * rows * sizeof(float)),
    ];

    /// <summary>Makes room for a call's patches and takes down where they lie.</summary>
    /// <exception cref="OutOfDeviceMemoryException">There is no room.</exception>
    public void Begin(VisionCall call, VisionTowerInfo tower, int arenaFloats)
    {
        Rows = call.Rows;
        Segments = call.Segments;
        IReadOnlyList<MemoryUse> uses = Uses(tower, arenaFloats, Rows);
        try
        {
            _arena.Require(uses[0].Bytes);
            _rope.Require(uses[1].Bytes);
        }
        catch (OutOfMemoryException failure)
        {
            MemoryTable table = new(uses);
            throw new OutOfDeviceMemoryException(HostMemory.Name, table.Total, available: 0, table, failure);
        }

        call.FillRotary(new Span<float>(Rope, checked(tower.HeadDim * Rows)));
        Array.Resize(ref _taps, Math.Max(_taps.Length, PatchTables.Taps * Rows));
        call.FillTaps(_taps);
    }

    public void Dispose()
    {
        _arena.Free();
        _rope.Free();
    }
}
