using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;
using ShaderCache = Modelwright.Runtime.Vulkan.ShaderCache;

namespace Modelwright.Tests;

/// <summary>
/// Runs single kernels on the machine's device under the validation layer: buffers from arrays, a step, dispatches with a barrier between each, arrays back.
/// Disposing it fails the test if the layer had anything to say.
/// </summary>
internal sealed class KernelBench : IDisposable
{
    private readonly List<BufferArena> _arenas = [];
    private readonly Dictionary<KernelDefinition, KernelSet> _kernels = [];
    private readonly ShaderLibrary _shaders = new(compiler: null, ShaderCache.Default, NullLogger.Instance);
    private readonly BlockFormat _weights;
    private readonly ElementFormat _cache;
    private readonly DescriptorSets _sets;
    private readonly CommandStream _stream;
    private BufferRange _step;
    private CallShape _shape;

    public KernelBench(BlockFormat? weights = null, ElementFormat cache = ElementFormat.Float32)
    {
        (_weights, _cache) = (weights ?? new ElementBlocks(ElementFormat.Float32), cache);
        Device = VulkanDevice.Open(validation: true);
        _sets = new DescriptorSets(Device);
        _stream = new CommandStream(Device);
        Step(past: 0, tokens: 1);
    }

    public VulkanDevice Device { get; }

    public static int RoundUp8(int n) => (n + 7) / 8 * 8;

    /// <summary>Says what the following runs compute.</summary>
    public void Step(int past, int tokens, int batch = 1, int keyValueHeads = 1, int capacity = 0, int[]? padding = null, int rowOffset = 0)
    {
        _shape = new CallShape(batch, tokens, past);
        _step = Zeros("step", StepBuffer.Bytes(batch));
        StepBuffer.Write(_step, _shape, keyValueHeads, capacity == 0 ? past + tokens : capacity, padding is null ? [] : [.. padding.Select(first => new SequenceSpan(past, first, past + tokens))]);
        StepBuffer.WriteRowOffset(_step, rowOffset);
    }

    public BufferRange Zeros(string name, long bytes)
    {
        // Host-visible whatever the device: a test reads and writes everything.
        BufferArena arena = BufferArena.Allocate(Device, [new BufferRequest(name, bytes)], MemoryUsage.Readback);
        _arenas.Add(arena);
        Bytes(arena.Ranges[0]).Clear();
        return arena.Ranges[0];
    }

    /// <summary>A buffer of <paramref name="count"/> floats, all NaN: what a kernel leaves unwritten shows.</summary>
    public BufferRange Unset(string name, int count)
    {
        float[] values = new float[count];
        Array.Fill(values, float.NaN);
        return Floats(name, values);
    }

    public BufferRange Floats(string name, ReadOnlySpan<float> values) => Of(name, MemoryMarshal.AsBytes(values));

    public BufferRange Words(string name, ReadOnlySpan<uint> values) => Of(name, MemoryMarshal.AsBytes(values));

    /// <summary>A matrix in the weights' format; <paramref name="values"/> become what it keeps of them.</summary>
    public BufferRange Matrix(string name, float[] values, int rows, int columns)
    {
        Assert.Equal(values.Length, rows * columns);
        return Of(name, Stored.Rows(_weights, values, columns)) with { Format = _weights };
    }

    /// <summary>The same in the cache's format; <paramref name="values"/> become what it keeps of them.</summary>
    public BufferRange Cache(string name, Span<float> values, int rows, int columns)
    {
        int stride = RoundUp8(columns);
        float[] padded = new float[rows * stride];
        for (int r = 0; r < rows; r++)
        {
            values.Slice(r * columns, columns).CopyTo(padded.AsSpan(r * stride));
        }

        byte[] bytes = Stored.Rows(CacheFormats.Row(_cache), padded, stride);
        for (int r = 0; r < rows; r++)
        {
            padded.AsSpan(r * stride, columns).CopyTo(values[(r * columns)..]);
        }

        return Of(name, bytes);
    }

    /// <summary>A vector: float32, padded with zeros to a multiple of 8.</summary>
    public BufferRange Vector(string name, ReadOnlySpan<float> values) => Padded(name, values, 1, values.Length, RoundUp8(values.Length));

    /// <summary>Activations: float32 rows of RoundUp8(width) elements whose tails are NaN, since kernels must not read them.</summary>
    public BufferRange Rows(string name, ReadOnlySpan<float> values, int rows, int width) => Padded(name, values, rows, width, RoundUp8(width), float.NaN);

    /// <summary>Runs the calls in one submission, a barrier between each two; bindings are those after the step buffer.</summary>
    public void Run(params (KernelDefinition Kernel, BufferRange[] Bindings)[] calls)
    {
        CommandRecorder recorder = new(Device, _sets);
        recorder.Begin(_stream, _shape);
        foreach ((KernelDefinition kernel, BufferRange[] bindings) in calls)
        {
            recorder.Barrier();
            recorder.Dispatch(Kernel(kernel), [_step, .. bindings]);
        }

        recorder.End();
        _stream.Run("a test");
    }

    public float[] ReadFloats(BufferRange range) => MemoryMarshal.Cast<byte, float>(Bytes(range)).ToArray();

    public uint[] ReadWords(BufferRange range) => MemoryMarshal.Cast<byte, uint>(Bytes(range)).ToArray();

    /// <summary>Rows of activations without their tails.</summary>
    public float[] ReadRows(BufferRange range, int rows, int width)
    {
        float[] padded = ReadFloats(range);
        return [.. Enumerable.Range(0, rows).SelectMany(r => padded.Skip(r * RoundUp8(width)).Take(width))];
    }

    public void Dispose()
    {
        _stream.Dispose();
        _sets.Dispose();
        foreach (KernelSet kernel in _kernels.Values)
        {
            kernel.Dispose();
        }

        foreach (BufferArena arena in _arenas)
        {
            arena.Dispose();
        }

        Device.Dispose();
        Assert.Empty(Device.ValidationMessages);
    }

    private static Span<byte> Bytes(BufferRange range) => range.Buffer.Span(range.Offset, checked((int)range.Bytes));

    private BufferRange Of(string name, ReadOnlySpan<byte> bytes)
    {
        BufferRange range = Zeros(name, bytes.Length);
        bytes.CopyTo(Bytes(range));
        return range;
    }

    private BufferRange Padded(string name, ReadOnlySpan<float> values, int rows, int width, int stride, float tail = 0f)
    {
        float[] padded = new float[rows * stride];
        Array.Fill(padded, tail);
        for (int r = 0; r < rows; r++)
        {
            values.Slice(r * width, width).CopyTo(padded.AsSpan(r * stride));
        }

        return Floats(name, padded);
    }

    private ComputeKernel Kernel(KernelDefinition definition)
    {
        if (!_kernels.TryGetValue(definition, out KernelSet? set))
        {
            set = KernelSet.Create(Device, [definition], _cache, _shaders, []);
            _kernels.Add(definition, set);
        }

        return set[0];
    }
}
