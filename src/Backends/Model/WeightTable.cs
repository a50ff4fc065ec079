using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>A model's weights in the order of their first use, each with the layers that have it.</summary>
internal sealed record WeightTable(EquatableArray<WeightSlot> Slots)
{
    /// <summary>Whether each layer has its own.</summary>
    public bool IsLayered(WeightSlot slot) => Slots.First(known => known.Name == slot.Name).Layers.Count > 0;

    public static WeightTable Of(IEnumerable<Tower> towers)
    {
        List<WeightSlot> slots = [];
        List<LayerNumbers> layers = [];
        foreach (Tower tower in towers)
        {
            Collect(tower.Entry, []);
            for (int kind = 0; kind < tower.Kinds.Count; kind++)
            {
                Collect(tower.Kinds[kind], [.. tower.LayersOf(kind)]);
            }

            foreach (Block exit in tower.Exits)
            {
                Collect(exit, []);
            }

            foreach (Tap tap in tower.Taps)
            {
                Collect(tap.Block, [.. Enumerable.Range(0, tap.Layers.Count)]);
            }
        }

        return new WeightTable(slots.Select((slot, index) => slot with { Layers = layers[index].ToEquatableArray() }).ToEquatableArray());

        void Collect(Block block, IReadOnlyList<int> ofLayers)
        {
            foreach (WeightSlot slot in block.Body.Nodes.Select(static node => node.Op).OfType<Weight>().Select(static weight => weight.Slot))
            {
                int index = slots.FindIndex(known => known.Name == slot.Name);
                if (index < 0)
                {
                    index = slots.Count;
                    slots.Add(slot);
                    layers.Add(new LayerNumbers());
                }
                else if (slots[index] != slot)
                {
                    throw new IrException($"two weights are called {slot.Name}");
                }

                layers[index].Add(ofLayers);
            }
        }
    }
}
