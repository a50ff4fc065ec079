using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>A model's states in the order in which its kinds of layers first move them on.</summary>
internal static class StateSlots
{
    public static EquatableArray<StateSlot> Of(Module module)
    {
        List<StateSpec> specs = [];
        List<SortedSet<int>> layers = [];
        EquatableArray<Block> kinds = module.Functions[0].LayerKinds;
        for (int kind = 0; kind < kinds.Count; kind++)
        {
            foreach (StateSpec spec in kinds[kind].Body.Nodes.Select(static node => node.Op.AdvancesState).OfType<StateSpec>())
            {
                int index = specs.IndexOf(spec);
                if (index < 0)
                {
                    index = specs.Count;
                    specs.Add(spec);
                    layers.Add([]);
                }

                layers[index].UnionWith(module.Layers.Layers.Where(entry => entry.Kind == kind).Select(static entry => entry.Layer));
            }
        }

        return specs.Select((spec, index) => new StateSlot(spec, layers[index].ToEquatableArray())).ToEquatableArray();
    }
}
