using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>Everything that is decided before text is written.</summary>
internal sealed record CpuPlan(Module Module, Function Function, ArenaPlan Arena)
{
    public static CpuPlan Of(Module module, Function function) => new(module, function, new ArenaPlan(function, module.Spec.HiddenSize));

    /// <summary>Slots of filters, which are kept tap by tap.</summary>
    public IEnumerable<WeightSlot> Transposed => Function.LayerKinds
        .SelectMany(static kind => kind.Body.Nodes.Where(static node => node.Op is MixedConvolution).Select(node => ((Weight)kind.Body.Define(node.Inputs[1]).Op).Slot))
        .Distinct();

    /// <summary>The layers of a kind.</summary>
    public IReadOnlyList<int> LayersOf(int kind) => [.. Module.Layers.Layers.Where(entry => entry.Kind == kind).Select(static entry => entry.Layer)];
}
