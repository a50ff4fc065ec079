using System;
using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A Vulkan buffer with memory of its own, mapped for as long as it lives where the host can see it.</summary>
internal sealed unsafe class DeviceBuffer : IDisposable
{
    /// <summary>What a failed allocation names.</summary>
    public const string AllocatingMemory = "allocating memory";

    private readonly VulkanDevice _device;
    private readonly DeviceMemory _memory;
    private readonly byte* _mapped;

    public DeviceBuffer(VulkanDevice device, long bytes, MemoryUsage usage)
    {
        _device = device;
        Bytes = bytes;
        BufferCreateInfo info = new(
            size: (ulong)bytes,
            usage: BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferSrcBit | BufferUsageFlags.TransferDstBit | BufferUsageFlags.IndirectBufferBit,
            sharingMode: SharingMode.Exclusive);
        Buffer buffer;
        device.Check(device.Api.CreateBuffer(device.Handle, &info, null, &buffer), "creating a buffer");
        Handle = buffer;
        try
        {
            MemoryRequirements needs;
            device.Api.GetBufferMemoryRequirements(device.Handle, buffer, &needs);
            int type = MemoryTypes.Choose(device, needs.MemoryTypeBits, usage);
            MemoryAllocateInfo allocation = new(allocationSize: needs.Size, memoryTypeIndex: (uint)type);
            DeviceMemory memory;
            Result result = device.Api.AllocateMemory(device.Handle, &allocation, null, &memory);
            if (result == Result.Success)
            {
                _memory = memory;
                device.Allocated(bytes);
            }

            device.Check(result, AllocatingMemory);
            device.Check(device.Api.BindBufferMemory(device.Handle, buffer, memory, 0), "binding memory");
            bool used = usage != MemoryUsage.Device || device.SharesMemory;
            if (used && device.Capabilities.Memory.MemoryTypes[type].PropertyFlags.HasFlag(MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit))
            {
                void* mapped;
                device.Check(device.Api.MapMemory(device.Handle, memory, 0, Vk.WholeSize, 0, &mapped), "mapping memory");
                _mapped = (byte*)mapped;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Buffer Handle { get; }

    public long Bytes { get; }

    /// <summary>The host reads and writes it directly.</summary>
    public bool IsMapped => _mapped != null;

    public byte* At(long offset) => _mapped != null ? _mapped + offset : throw new InvalidOperationException("The buffer is not visible to the host.");

    public Span<byte> Span(long offset, int length) => new(At(offset), length);

    public void Dispose()
    {
        _device.Api.DestroyBuffer(_device.Handle, Handle, null);
        if (_memory.Handle != 0)
        {
            _device.Api.FreeMemory(_device.Handle, _memory, null); // unmaps
            _device.Allocated(-Bytes);
        }
    }
}
