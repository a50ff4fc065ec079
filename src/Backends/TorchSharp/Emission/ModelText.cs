using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The model that texts are written for.</summary>
internal sealed record ModelText(ModelJob Job, Module Module, ModuleClasses Classes)
{
    /// <summary>The module that has the weight of an equal shape which stands in for a slot's own where a checkpoint lacks that; null where there is none.</summary>
    public string? StandIn(WeightSlot slot) => slot.Alternatives.Count > 1 && slot.Alternatives[1].Sources is [WeightSource other] && IsOwn(other.Key)
        ? ParameterPath.Of(other.Key).Module
        : null;

    private bool IsOwn(string key) => Module.Towers.SelectMany(static tower => tower.Blocks).SelectMany(static block => block.Body.Nodes)
        .Any(node => node.Op is Weight weight && weight.Slot.Alternatives[0].Sources[0].Key == key);
}
