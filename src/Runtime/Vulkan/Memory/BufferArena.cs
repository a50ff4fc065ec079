using System;
using System.Collections.Generic;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// Buffers that live and die together, laid one after the other in few big allocations (drivers allow only some thousands).
/// Every range begins at a multiple of 256 bytes, which satisfies every device's alignment.
/// </summary>
internal sealed class BufferArena : IDisposable
{
    public const long Alignment = 256;

    /// <summary>Allocations grow no larger than this unless one range needs it: big ones fail on a fragmented heap.</summary>
    private const long BlockBytes = 1L << 30;

    private readonly List<DeviceBuffer> _blocks = [];

    private BufferArena(IReadOnlyList<BufferRange> ranges)
    {
        Ranges = ranges;
    }

    /// <summary>The ranges, in the order of the requests.</summary>
    public IReadOnlyList<BufferRange> Ranges { get; }

    public static long Align(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    /// <summary>Allocates all requests; <paramref name="uses"/> is what the memory is for, the table of the exception where it does not fit.</summary>
    /// <exception cref="DeviceLimitException">One range is larger than a kernel can bind.</exception>
    /// <exception cref="OutOfDeviceMemoryException">The driver refuses.</exception>
    public static BufferArena Allocate(VulkanDevice device, IReadOnlyList<BufferRequest> requests, MemoryUsage usage, MemoryTable? uses = null)
    {
        BufferRange[] ranges = new BufferRange[requests.Count];
        BufferArena arena = new(ranges);
        try
        {
            for (int first = 0; first < requests.Count;)
            {
                int end = first;
                long bytes = 0;
                while (end < requests.Count && (end == first || bytes + Align(requests[end].Bytes) <= Math.Min(BlockBytes, device.Capabilities.MaxAllocation)))
                {
                    RequireBindable(device, requests[end]);
                    bytes += Align(Math.Max(1, requests[end].Bytes));
                    end++;
                }

                DeviceBuffer block = new(device, bytes, usage);
                arena._blocks.Add(block);
                long offset = 0;
                for (int i = first; i < end; i++)
                {
                    ranges[i] = new BufferRange(block, offset, Math.Max(1, requests[i].Bytes), requests[i].Name);
                    offset += Align(Math.Max(1, requests[i].Bytes));
                }

                first = end;
            }

            return arena;
        }
        catch (OutOfDeviceMemoryException e)
        {
            arena.Dispose();
            MemoryTable table = uses ?? Table(requests);
            throw new OutOfDeviceMemoryException(device.Info.Name, table.Total, MemoryBudget.Available(device), table, e);
        }
        catch
        {
            arena.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (DeviceBuffer block in _blocks)
        {
            block.Dispose();
        }

        _blocks.Clear();
    }

    private static void RequireBindable(VulkanDevice device, BufferRequest request)
    {
        long allowed = WindowRules.LargestBinding(device.Capabilities);
        if (request.Bytes > allowed)
        {
            throw new DeviceLimitException(device.Info.Name, $"bytes of one buffer (maxStorageBufferRange), which '{request.Name}' is", request.Bytes, allowed);
        }
    }

    private static MemoryTable Table(IReadOnlyList<BufferRequest> requests)
    {
        List<MemoryUse> uses = [];
        foreach (BufferRequest request in requests)
        {
            uses.Add(new MemoryUse(request.Name, request.Bytes));
        }

        return new MemoryTable(uses);
    }
}
