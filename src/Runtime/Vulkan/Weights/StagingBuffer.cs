using System;

namespace Modelwright.Runtime.Vulkan;

/// <summary>Host memory that the device copies from, one copy at a time.</summary>
internal sealed class StagingBuffer : IDisposable
{
    private readonly string _during;
    private readonly DeviceBuffer _buffer;
    private readonly CommandStream _stream;
    private bool _busy;

    public StagingBuffer(VulkanDevice device, int bytes, string during)
    {
        _during = during;
        Bytes = bytes;
        _buffer = new DeviceBuffer(device, bytes, MemoryUsage.Upload);
        try
        {
            _stream = new CommandStream(device);
        }
        catch
        {
            _buffer.Dispose();
            throw;
        }
    }

    public int Bytes { get; }

    public Span<byte> Span(int length) => _buffer.Span(0, length);

    /// <summary>Begins to copy the first bytes to <paramref name="target"/>, as many as it has.</summary>
    public void Copy(BufferRange target)
    {
        _stream.Begin();
        _stream.Copy(new BufferRange(_buffer, 0, target.Bytes, "staging"), target);
        _stream.FullBarrier();
        _stream.End();
        _stream.Submit(_during);
        _busy = true;
    }

    /// <summary>Waits until the last copy is done.</summary>
    public void Wait()
    {
        if (_busy)
        {
            _busy = false;
            _stream.Wait(_during);
        }
    }

    public void Dispose()
    {
        try
        {
            Wait();
        }
        catch (DeviceException)
        {
            // The device is lost; nothing is being copied any more, and whoever lost it already knows.
        }

        _stream.Dispose();
        _buffer.Dispose();
    }
}
