using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>A session's memory: states of the layers, scratch arena, tokens and rotary rows. Allocated when it begins, and never again.</summary>
internal sealed unsafe class CpuSessionMemory : IDisposable
{
    /// <summary>Rows that a call computes at most, unless the batch alone has more.</summary>
    private const int MostRows = 4096;

    private readonly CpuModelDefinition _definition;
    private readonly List<LayerState> _states = [];
    private readonly nint[] _caches;
    private readonly nint[] _inputs;
    private readonly nint[] _matrices;
    private NativeMemoryBlock _arena;
    private NativeMemoryBlock _rope;

    public CpuSessionMemory(CpuModelDefinition definition, int batch, int capacity, int prefillChunk, ElementFormat cache)
    {
        _definition = definition;
        Cache = cache;
        Shape = new CallShape(batch, capacity);
        MaxRows = RowsOf(batch, capacity, prefillChunk);
        Tokens = new int[MaxRows];
        int layers = definition.Towers.Max(static tower => tower.Info.LayerCount);
        (_caches, _inputs, _matrices) = (new nint[layers], new nint[layers], new nint[layers]);
        try
        {
            _arena.Require(CpuMemory.ArenaBytes(definition, MaxRows));
            _rope.Require(Math.Max(1, CpuMemory.RopeBytes(definition, MaxRows)));
            foreach (StateSlot slot in definition.States)
            {
                foreach (int layer in slot.Layers)
                {
                    Allocate(slot.Spec, layer);
                }
            }
        }
        catch (OutOfMemoryException failure)
        {
            Dispose();
            MemoryTable uses = CpuMemory.Session(definition, batch, capacity, cache, MaxRows).Session;
            throw new OutOfDeviceMemoryException(HostMemory.Name, uses.Total, available: 0, uses, failure);
        }
    }

    public CallShape Shape { get; }

    public ElementFormat Cache { get; }

    /// <summary>Columns computed at once.</summary>
    public int Chunk => MaxRows / Shape.Batch;

    /// <summary>Rows that buffers have room for.</summary>
    public int MaxRows { get; }

    public int[] Tokens { get; }

    public float* Arena => (float*)_arena.Data;

    public float* Rope => (float*)_rope.Data;

    public static int RowsOf(int batch, int capacity, int prefillChunk) =>
        checked(batch * Math.Clamp(prefillChunk, 1, Math.Max(1, Math.Min(capacity, MostRows / batch))));

    public (nint Keys, nint Values) KeysAndValues(int layer, AttentionLayout layout) =>
        (_caches[layer], _caches[layer] + (nint)StateBytes.OfKeys(layout.KeyValueHeads, layout.HeadDim, Shape.Batch, Shape.Capacity, Cache));

    public (nint Inputs, nint Matrices) InputsAndMatrices(int layer) => (_inputs[layer], _matrices[layer]);

    /// <summary>Zeros where a new sequence must find them.</summary>
    public void Reset()
    {
        foreach (LayerState state in _states)
        {
            if (state.ZeroAtReset)
            {
                NativeMemory.Clear((void*)state.Data, (nuint)state.Bytes);
            }
        }
    }

    /// <summary>Bytes of all states.</summary>
    public long AllBytes => _states.Sum(static state => state.Bytes);

    /// <summary>Bytes of the states that columns change for good.</summary>
    public long RecurrentBytes => _states.Where(static state => state.ZeroAtReset).Sum(static state => state.Bytes);

    public byte[] SaveRecurrent()
    {
        byte[] bytes = new byte[RecurrentBytes];
        int at = 0;
        foreach (LayerState state in _states.Where(static state => state.ZeroAtReset))
        {
            Span(state).CopyTo(bytes.AsSpan(at));
            at += (int)state.Bytes;
        }

        return bytes;
    }

    public void LoadRecurrent(ReadOnlySpan<byte> bytes)
    {
        foreach (LayerState state in _states.Where(static state => state.ZeroAtReset))
        {
            bytes[..(int)state.Bytes].CopyTo(Span(state));
            bytes = bytes[(int)state.Bytes..];
        }
    }

    /// <summary>Takes over all states of memory of the same shape.</summary>
    public void CopyFrom(CpuSessionMemory other)
    {
        other.Shape.Padding.CopyTo(Shape.Padding.AsSpan());
        for (int i = 0; i < _states.Count; i++)
        {
            NativeMemory.Copy((void*)other._states[i].Data, (void*)_states[i].Data, (nuint)_states[i].Bytes);
        }
    }

    public void Dispose()
    {
        _arena.Free();
        _rope.Free();
        foreach (LayerState state in _states)
        {
            NativeMemory.AlignedFree((void*)state.Data);
        }

        _states.Clear();
    }

    private static Span<byte> Span(LayerState state) => new((void*)state.Data, checked((int)state.Bytes));

    private void Allocate(StateSpec spec, int layer)
    {
        long bytes = StateBytes.Of(spec, Shape.Batch, Shape.Capacity, Cache);
        NativeMemoryBlock block = default;
        block.Require(bytes);
        _states.Add(new LayerState((nint)block.Data, bytes, StateBytes.IsZeroAtReset(spec)));
        NativeMemory.Clear(block.Data, (nuint)bytes);
        nint[] places = spec switch
        {
            StateSpec.KeyValue => _caches,
            StateSpec.Convolution => _inputs,
            _ => _matrices,
        };
        places[layer] = (nint)block.Data;
    }

    private readonly record struct LayerState(nint Data, long Bytes, bool ZeroAtReset);
}
