using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The device memory of a tower that sees: scratch, and what the host writes and reads.</summary>
internal sealed class EncoderBuffers : IDisposable
{
    private readonly BufferArena _device;
    private readonly BufferArena _host;
    private readonly BufferArena? _readback;

    public EncoderBuffers(VulkanDevice device, EncoderSizes sizes)
    {
        Sizes = sizes;
        MemoryTable uses = sizes.Uses;
        MemoryBudget.Require(device, uses);
        ScratchLayout scratch = sizes.Scratch;
        _device = BufferArena.Allocate(device, [.. scratch.Slots, sizes.Output], MemoryUsage.Device, uses);
        try
        {
            _host = BufferArena.Allocate(device, sizes.Inputs, MemoryUsage.Upload, uses);
            Scratch = scratch.Place([.. _device.Ranges.SkipLast(1)]);
            Output = _device.Ranges[^1];
            if (!Output.Buffer.IsMapped)
            {
                _readback = BufferArena.Allocate(device, [sizes.Output], MemoryUsage.Readback, uses);
            }

            HostOutput = _readback?.Ranges[0] ?? Output;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public EncoderSizes Sizes { get; }

    public IReadOnlyList<BufferRange> Scratch { get; }

    public BufferRange Step => _host.Ranges[0];

    public BufferRange Patches => _host.Ranges[1];

    public BufferRange Taps => _host.Ranges[2];

    public BufferRange Segments => _host.Ranges[3];

    public BufferRange Rope => _host.Ranges[4];

    public BufferRange Output { get; }

    /// <summary>Where the host reads features: the same bytes where it sees them, else a copy.</summary>
    public BufferRange HostOutput { get; }

    /// <summary>A host buffer's contents as what they are.</summary>
    public static Span<T> Contents<T>(BufferRange range)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(range.Buffer.Span(range.Offset, checked((int)range.Bytes)));

    public void Dispose()
    {
        _readback?.Dispose();
        _host?.Dispose();
        _device.Dispose();
    }
}
