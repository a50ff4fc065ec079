using System;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Modelwright.Runtime.Vulkan;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Tests;

public sealed class BufferTests : IDisposable
{
    private readonly VulkanDevice _device = VulkanDevice.Open(validation: true);

    public void Dispose()
    {
        _device.Dispose();
        Assert.Empty(_device.ValidationMessages);
    }

    [Fact]
    public void Ranges_do_not_overlap_and_are_aligned()
    {
        using BufferArena arena = BufferArena.Allocate(
            _device, [.. Enumerable.Range(0, 20).Select(static i => new BufferRequest("r", i * 100))], MemoryUsage.Device);
        Assert.All(arena.Ranges, static range => Assert.Equal(0, range.Offset % 256));
        Assert.All(arena.Ranges, range => Assert.Single(arena.Ranges, range.Overlaps));
        Assert.True(_device.AllocatedBytes >= arena.Ranges.Sum(static r => r.Bytes));
        arena.Dispose();
        Assert.Equal(0, _device.AllocatedBytes);
    }

    [Fact]
    public void A_range_too_large_to_bind_names_itself_need_and_limit()
    {
        long limit = _device.Capabilities.MaxStorageBufferRange;
        DeviceLimitException e = Assert.Throws<DeviceLimitException>(() =>
            BufferArena.Allocate(_device, [new BufferRequest("small", 1), new BufferRequest("weight experts of layer 3", limit + 1)], MemoryUsage.Device));
        Assert.Equal((limit + 1, limit), (e.Needed, e.Allowed));
        Assert.Contains("weight experts of layer 3", e.Message);
        Assert.Equal(0, _device.AllocatedBytes);
    }

    [Fact]
    public void Too_little_memory_shows_the_table()
    {
        MemoryTable uses = new([new MemoryUse("caches", 5000), new MemoryUse("scratch", 300)]);
        _device.Inject(Result.ErrorOutOfDeviceMemory, DeviceBuffer.AllocatingMemory);
        OutOfDeviceMemoryException e = Assert.Throws<OutOfDeviceMemoryException>(() =>
            BufferArena.Allocate(_device, [new BufferRequest("a", 300)], MemoryUsage.Device, uses));
        Assert.Equal((5300L, uses), (e.Needed, e.Uses));
        Assert.Contains("caches", e.Message);
        Assert.True(e.Available > 0);
    }

    [Fact]
    public void A_plan_beyond_the_device_is_refused_before_anything_is_allocated()
    {
        MemoryTable plan = new([new MemoryUse("caches", long.MaxValue / 2)]);
        OutOfDeviceMemoryException e = Assert.Throws<OutOfDeviceMemoryException>(() => MemoryBudget.Require(_device, plan));
        Assert.Equal(_device.Info.MemoryBytes, e.Available);
    }

    [Fact]
    public void Only_kernels_that_fit_the_grid_are_started()
    {
        KernelDefinition definition = TestKernels.Twice(1) with { X = new GridAxis(1000, Extent.Rows, GridUnit.Group, Per: 3) };
        using KernelSet kernels = KernelSet.Create(_device, [definition], ElementFormat.Float32, new ShaderLibrary(compiler: null, ShaderCache.Default, NullLogger.Instance), []);
        ComputeKernel kernel = kernels[0];
        Assert.Equal(334u, kernel.Groups(definition.X, new CallShape(Batch: 1, Tokens: 1, Past: 0), items: 1));
        DeviceLimitException e = Assert.Throws<DeviceLimitException>(() => kernel.Groups(definition.X, new CallShape(Batch: 10, Tokens: 100, Past: 0), items: 1));
        Assert.Equal((333_334, _device.Capabilities.MaxGroups), (e.Needed, e.Allowed));
    }

    [Fact]
    public void Races_are_found_by_range()
    {
        using BufferArena arena = BufferArena.Allocate(_device, [new BufferRequest("a", 512), new BufferRequest("b", 512)], MemoryUsage.Device);
        (BufferRange a, BufferRange b) = (arena.Ranges[0], arena.Ranges[1]);
        Assert.Equal("read after write", Hazard((a, BindingAccess.Write), (a.Slice(500, 8), BindingAccess.Read)));
        Assert.Equal("write after read", Hazard((a, BindingAccess.Read), (a, BindingAccess.Write)));
        Assert.Equal("write after write", Hazard((a.Slice(0, 8), BindingAccess.ReadWrite), (a.Slice(4, 8), BindingAccess.Write)));
        Assert.Equal("read after write", Hazard((a, BindingAccess.ReadWrite), (a, BindingAccess.ReadWrite)));
        Assert.Null(Hazard((a, BindingAccess.Read), (a, BindingAccess.Read)));
        Assert.Null(Hazard((a.Slice(0, 8), BindingAccess.Write), (a.Slice(8, 8), BindingAccess.Write)));
        Assert.Null(Hazard((a, BindingAccess.Write), (b, BindingAccess.Write)));
        Assert.Throws<MissingBarrierException>(() => HazardTracker.CheckAliases("k", [a, b, a], [BindingAccess.Read, BindingAccess.Read, BindingAccess.Write]));
        HazardTracker.CheckAliases("k", [a, b, a], [BindingAccess.Read, BindingAccess.Write, BindingAccess.Read]);
    }

    private static string? Hazard((BufferRange Range, BindingAccess Access) first, (BufferRange Range, BindingAccess Access) second)
    {
        HazardTracker tracker = new();
        tracker.Add("first", first.Range, first.Access);
        try
        {
            tracker.Check("second", second.Range, second.Access);
            return null;
        }
        catch (MissingBarrierException e)
        {
            tracker.Barrier();
            tracker.Check("second", second.Range, second.Access); // a barrier mends it
            return e.Hazard;
        }
    }
}
