using System;
using System.Threading;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A command buffer with its fence: recorded, then run once or many times, one run at a time.</summary>
internal sealed unsafe class CommandStream : IDisposable
{
    /// <summary>How long one wait lasts before it begins anew, in nanoseconds: some drivers do not take "for ever".</summary>
    private const ulong WaitSlice = 1_000_000_000;

    private readonly VulkanDevice _device;
    private readonly CommandPool _pool;
    private readonly Fence _fence;
    private readonly CommandBuffer _buffer;
    private bool _recording;
    private bool _pending;

    public CommandStream(VulkanDevice device)
    {
        _device = device;
        try
        {
            CommandPoolCreateInfo poolInfo = new(
                flags: CommandPoolCreateFlags.ResetCommandBufferBit, queueFamilyIndex: device.Capabilities.ComputeFamily!.Value);
            CommandPool pool;
            device.Check(device.Api.CreateCommandPool(device.Handle, &poolInfo, null, &pool), "creating a command pool");
            _pool = pool;
            CommandBufferAllocateInfo bufferInfo = new(commandPool: pool, level: CommandBufferLevel.Primary, commandBufferCount: 1);
            CommandBuffer buffer;
            device.Check(device.Api.AllocateCommandBuffers(device.Handle, &bufferInfo, &buffer), "allocating a command buffer");
            _buffer = buffer;
            FenceCreateInfo fenceInfo = new(flags: 0);
            Fence fence;
            device.Check(device.Api.CreateFence(device.Handle, &fenceInfo, null, &fence), "creating a fence");
            _fence = fence;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public CommandBuffer Buffer => _buffer;

    /// <summary>Begins to record; what was recorded before, wholly or in part, is forgotten.</summary>
    public void Begin()
    {
        if (_recording)
        {
            _device.Check(_device.Api.ResetCommandBuffer(_buffer, 0), "forgetting a command buffer");
        }

        CommandBufferBeginInfo info = new(flags: 0);
        _device.Check(_device.Api.BeginCommandBuffer(_buffer, &info), "beginning a command buffer");
        _recording = true;
    }

    public void End()
    {
        _recording = false;
        _device.Check(_device.Api.EndCommandBuffer(_buffer), "ending a command buffer");
    }

    /// <summary>Everything before is done and visible to everything after, whatever did it.</summary>
    public void FullBarrier() => Barrier(
        PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.TransferBit | PipelineStageFlags.HostBit,
        AccessFlags.ShaderWriteBit | AccessFlags.TransferWriteBit | AccessFlags.HostWriteBit,
        PipelineStageFlags.ComputeShaderBit | PipelineStageFlags.TransferBit | PipelineStageFlags.DrawIndirectBit | PipelineStageFlags.HostBit,
        AccessFlags.ShaderReadBit | AccessFlags.ShaderWriteBit | AccessFlags.TransferReadBit | AccessFlags.TransferWriteBit
            | AccessFlags.IndirectCommandReadBit | AccessFlags.HostReadBit);

    /// <summary>What kernels wrote is visible to kernels after it.</summary>
    public void ComputeBarrier() => Barrier(
        PipelineStageFlags.ComputeShaderBit,
        AccessFlags.ShaderWriteBit,
        PipelineStageFlags.ComputeShaderBit,
        AccessFlags.ShaderReadBit | AccessFlags.ShaderWriteBit);

    /// <summary>Sets a range, which may be empty: a convolution of one tap remembers nothing, and Vulkan takes no fill of nothing.</summary>
    public void Fill(BufferRange range, uint value)
    {
        ulong bytes = (ulong)(range.Bytes / 4 * 4);
        if (bytes > 0)
        {
            _device.Api.CmdFillBuffer(_buffer, range.Buffer.Handle, (ulong)range.Offset, bytes, value);
        }
    }

    public void Copy(BufferRange source, BufferRange destination)
    {
        BufferCopy region = new((ulong)source.Offset, (ulong)destination.Offset, (ulong)source.Bytes);
        _device.Api.CmdCopyBuffer(_buffer, source.Buffer.Handle, destination.Buffer.Handle, 1, &region);
    }

    /// <summary>Runs what was recorded and waits for it. Work that has begun is always waited for: it cannot be called back.</summary>
    /// <exception cref="OperationCanceledException">Thrown after the work has ended.</exception>
    public void Run(string during, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Submit(during);
        Wait(during);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Submit(string during)
    {
        _device.ThrowIfLost(during);
        CommandBuffer buffer = _buffer;
        SubmitInfo info = new(commandBufferCount: 1, pCommandBuffers: &buffer);
        _pending = true;
        lock (_device.QueueGate)
        {
            _device.Check(_device.Api.QueueSubmit(_device.Queue, 1, &info, _fence), during);
        }
    }

    public void Wait(string during)
    {
        Fence fence = _fence;
        while (_device.Check(_device.Api.WaitForFences(_device.Handle, 1, &fence, true, WaitSlice), during) == Result.Timeout)
        {
        }

        _pending = false;
        _device.Check(_device.Api.ResetFences(_device.Handle, 1, &fence), during);
    }

    public void Dispose()
    {
        if (_pending)
        {
            // After a failure nobody waited. A lost device answers at once; whoever lost it already knows.
            lock (_device.QueueGate)
            {
                _device.Api.QueueWaitIdle(_device.Queue);
            }
        }

        if (_fence.Handle != 0)
        {
            _device.Api.DestroyFence(_device.Handle, _fence, null);
        }

        if (_pool.Handle != 0)
        {
            _device.Api.DestroyCommandPool(_device.Handle, _pool, null);
        }
    }

    private void Barrier(PipelineStageFlags from, AccessFlags wrote, PipelineStageFlags to, AccessFlags reads)
    {
        MemoryBarrier barrier = new(srcAccessMask: wrote, dstAccessMask: reads);
        _device.Api.CmdPipelineBarrier(_buffer, from, to, 0, 1, &barrier, 0, (BufferMemoryBarrier*)null, 0, (ImageMemoryBarrier*)null);
    }
}
