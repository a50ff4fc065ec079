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
        List<LayerNumbers> layers = [];
        foreach (Tower tower in module.Towers)
        {
            for (int kind = 0; kind < tower.Kinds.Count; kind++)
            {
                foreach (StateSpec spec in tower.Kinds[kind].Body.Nodes.Select(static node => node.Op.AdvancesState).OfType<StateSpec>())
                {
                    int index = specs.IndexOf(spec);
                    if (index < 0)
                    {
                        index = specs.Count;
                        specs.Add(spec);
                        layers.Add(new LayerNumbers());
                    }

                    layers[index].Add(tower.LayersOf(kind));
                }
            }
        }

        return specs.Select((spec, index) => new StateSlot(spec, layers[index].ToEquatableArray())).ToEquatableArray();
    }
}
