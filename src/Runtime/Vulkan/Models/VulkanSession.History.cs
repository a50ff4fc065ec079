using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <content>Copies of states.</content>
internal sealed partial class VulkanSession
{
    protected override bool IsRecurrent => _buffers.Recurrent.Count > 0;

    protected override (IDisposable States, long Bytes) SaveStates()
    {
        IReadOnlyList<BufferRange> states = _buffers.Recurrent;
        using BufferArena host = BufferArena.Allocate(_model.Device, Requests(states), MemoryUsage.Readback);
        Copy(states, host.Ranges);
        byte[] bytes = new byte[states.Sum(static range => range.Bytes)];
        int at = 0;
        foreach (BufferRange range in host.Ranges)
        {
            range.Buffer.Span(range.Offset, checked((int)range.Bytes)).CopyTo(bytes.AsSpan(at));
            at += (int)range.Bytes;
        }

        return (new HostStates(bytes), bytes.Length);
    }

    protected override void LoadStates(IDisposable states)
    {
        ReadOnlySpan<byte> bytes = ((HostStates)states).Bytes;
        IReadOnlyList<BufferRange> ranges = _buffers.Recurrent;
        using BufferArena host = BufferArena.Allocate(_model.Device, Requests(ranges), MemoryUsage.Upload);
        foreach (BufferRange range in host.Ranges)
        {
            bytes[..(int)range.Bytes].CopyTo(range.Buffer.Span(range.Offset, (int)range.Bytes));
            bytes = bytes[(int)range.Bytes..];
        }

        Copy(host.Ranges, ranges);
    }

    protected override ModelSession Copy()
    {
        VulkanSession copy = (VulkanSession)_model.CreateSession(new SessionOptions { BatchSize = BatchSize, Capacity = Capacity });
        copy.Copy([.. _buffers.AllStates], [.. copy._buffers.AllStates]);
        return copy;
    }

    private static BufferRequest[] Requests(IReadOnlyList<BufferRange> ranges) => [.. ranges.Select(static range => new BufferRequest(range.Name, range.Bytes))];

    private void Copy(IReadOnlyList<BufferRange> from, IReadOnlyList<BufferRange> to)
    {
        _work.Begin();
        _work.FullBarrier();
        for (int i = 0; i < from.Count; i++)
        {
            _work.Copy(from[i], to[i]);
        }

        _work.FullBarrier();
        _work.End();
        _work.Run("copying a session");
    }
}
