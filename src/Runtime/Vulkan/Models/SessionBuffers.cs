using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The device memory of a session: states, scratch, and what the host writes and reads.</summary>
internal sealed class SessionBuffers : IDisposable
{
    private readonly SessionSizes _sizes;
    private readonly BufferArena _device;
    private readonly BufferArena _host;
    private readonly BufferArena? _readback;
    private readonly IReadOnlyList<BufferRange> _states;

    public SessionBuffers(VulkanDevice device, SessionSizes sizes, WindowRules windows, MemoryTable uses)
    {
        _sizes = sizes;
        ScratchLayout scratch = sizes.Scratch;
        IReadOnlyList<IReadOnlyList<BufferRequest>> states = sizes.States(windows);
        int stateWindows = states.Sum(static requests => requests.Count);
        IReadOnlyList<BufferRequest> outputs = sizes.Outputs;
        _device = BufferArena.Allocate(
            device,
            [
                .. states.SelectMany(static requests => requests), .. scratch.Slots, .. outputs,
                .. sizes.Reordered is { } reordered ? [reordered] : Array.Empty<BufferRequest>(),
                new BufferRequest("counters", sizes.CounterBytes),
            ],
            MemoryUsage.Device,
            uses);
        try
        {
            _host = BufferArena.Allocate(
                device,
                [new BufferRequest("step", sizes.StepBytes), new BufferRequest("tokens", sizes.TokenBytes), new BufferRequest("rotary tables", sizes.RopeBytes)],
                MemoryUsage.Upload,
                uses);
            _states = Join(windows);
            Scratch = scratch.Place([.. _device.Ranges.Skip(stateWindows).Take(scratch.Slots.Count)]);
            Outputs = [.. _device.Ranges.Skip(stateWindows + scratch.Slots.Count).Take(outputs.Count)];
            Reordered = sizes.Reordered is null ? default : _device.Ranges[^2];
            Counters = _device.Ranges[^1];
            (Step, Tokens, Rope) = (_host.Ranges[0], _host.Ranges[1], _host.Ranges[2]);
            if (Outputs.Any(static output => !output.Buffer.IsMapped))
            {
                _readback = BufferArena.Allocate(device, [.. outputs.Select(static output => output with { Name = output.Name + " read back" })], MemoryUsage.Readback, uses);
            }

            HostOutputs = _readback?.Ranges ?? Outputs;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public BufferRange Step { get; }

    public BufferRange Tokens { get; }

    public BufferRange Rope { get; }

    /// <summary>The result of each exit.</summary>
    public IReadOnlyList<BufferRange> Outputs { get; }

    /// <summary>Where the host reads them: the same bytes where it sees them, else copies.</summary>
    public IReadOnlyList<BufferRange> HostOutputs { get; }

    public BufferRange Counters { get; }

    /// <summary>Rows of inputs in the order of a matrix's columns; nothing where no matrix has one.</summary>
    public BufferRange Reordered { get; }

    public IReadOnlyList<BufferRange> Scratch { get; }

    /// <summary>Everything that a new session must find zero.</summary>
    public IEnumerable<BufferRange> AllStates => _states.SelectMany(static state => state.Parts).Append(Counters);

    /// <summary>What must be zero when a sequence begins.</summary>
    public IEnumerable<BufferRange> ZeroAtReset =>
        _sizes.Definition.States.SelectMany(static state => state.Layers.Select(_ => state.ZeroAtReset)).Zip(_states).Where(static s => s.First).SelectMany(static s => s.Second.Parts).Append(Counters);

    /// <summary>States that columns change for good.</summary>
    public IReadOnlyList<BufferRange> Recurrent => [.. ZeroAtReset.SkipLast(1).Where(static range => range.Bytes >= 4)];

    public BufferRange State(int state, int layer)
    {
        int index = 0;
        for (int s = 0; s < state; s++)
        {
            index += _sizes.Definition.States[s].Layers.Count;
        }

        StateDefinition definition = _sizes.Definition.States[state];
        for (int i = 0; i < definition.Layers.Count; i++)
        {
            if (definition.Layers[i] == layer)
            {
                return _states[index + i];
            }
        }

        throw new ArgumentException(FormattableString.Invariant($"The state '{definition.Name}' does not exist for layer {layer}."), nameof(layer));
    }

    /// <summary>The states: what lies in several windows is one again.</summary>
    private List<BufferRange> Join(WindowRules windows)
    {
        List<BufferRange> joined = [];
        int next = 0;
        foreach (StateDefinition state in _sizes.Definition.States)
        {
            StateRows rows = _sizes.RowsOf(state);
            IReadOnlyList<(long First, long Rows)> cut = rows.Cut(windows);
            foreach (int _ in state.Layers)
            {
                BufferWindow[] parts = [.. cut.Select((window, i) => new BufferWindow(_device.Ranges[next + i], window.First, window.Rows, rows.ItemRows))];
                joined.Add(parts.Length == 1 ? parts[0].Range : parts[0].Range with { Windows = parts });
                next += parts.Length;
            }
        }

        return joined;
    }

    public void Dispose()
    {
        _readback?.Dispose();
        _host?.Dispose();
        _device.Dispose();
    }
}
