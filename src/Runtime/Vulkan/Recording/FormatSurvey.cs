using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// Goes through a model's steps before anything of it is on a device, and notes which kernel meets weights of which formats:
/// the pipelines for them can then be made while the weights are copied.
/// </summary>
internal sealed class FormatSurvey(WeightManifest weights, StoragePlan plan) : Recorder
{
    private readonly HashSet<(int Kernel, EquatableArray<uint> Formats)> _needed = [];
    private readonly Dictionary<(int Slot, int Layer), IReadOnlyList<RowFormat>> _formats = [];

    /// <summary>Kernels and the formats of their bindings, the step buffer's first.</summary>
    public IReadOnlyCollection<(int Kernel, EquatableArray<uint> Formats)> Needed => _needed;

    public override BufferRange Step => default;

    public override BufferRange Tokens => default;

    public override BufferRange Patches => default;

    public override BufferRange Taps => default;

    public override BufferRange Segments => default;

    public override BufferRange Rope => default;

    public override BufferRange Output => default;

    public override BufferRange Counters => default;

    public override BufferRange Scratch(int buffer) => default;

    public override BufferRange Weight(int slot, int layer = 0)
    {
        WeightSlot weight = weights.Slots[slot];
        if (weight.Kind == WeightKind.Vector)
        {
            return default;
        }

        int instance = weight.Layers.Count == 0 ? WeightSlot.NoLayer : layer;
        if (!_formats.TryGetValue((slot, instance), out IReadOnlyList<RowFormat>? parts))
        {
            parts = plan.Of(weight, instance);
            _formats.Add((slot, instance), parts);
        }

        BufferRange whole = new() { Format = parts[0].Format };
        return parts.Count == 1
            ? whole
            : whole with { Windows = [.. parts.Select(static part => new BufferWindow(new BufferRange { Format = part.Format }, part.FirstRow, part.Rows))] };
    }

    public override BufferRange Order(int slot, int layer) => default;

    public override BufferRange State(int state, int layer) => default;

    public override void Barrier()
    {
    }

    public override void Dispatch(int kernel, params ReadOnlySpan<BufferRange> bindings)
    {
        BufferRange[] all = [default, .. bindings];
        int cut = Array.FindIndex(all, static range => range.Windows is not null);
        if (cut < 0)
        {
            _needed.Add((kernel, ComputeKernel.FormatsOf(all)));
            return;
        }

        foreach (BufferWindow window in all[cut].Windows!)
        {
            all[cut] = window.Range;
            _needed.Add((kernel, ComputeKernel.FormatsOf(all)));
        }
    }
}
