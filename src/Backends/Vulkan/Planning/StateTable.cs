using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>One buffer of state and the layers that have it.</summary>
internal sealed record LayeredState(string Name, StateSpec Spec, StatePart Part, EquatableArray<int> Layers);

/// <summary>A model's states in order of first use.</summary>
internal sealed record StateTable(EquatableArray<LayeredState> States)
{
    public static StateTable Of(LayerTable table, IReadOnlyList<PlannedBlock> kinds)
    {
        List<Resource.State> states = [];
        List<SortedSet<int>> layers = [];
        for (int kind = 0; kind < kinds.Count; kind++)
        {
            IEnumerable<Resource.State> used = kinds[kind].Plan.Works.SelectMany(static work => work.Uses).Select(static use => use.Resource).OfType<Resource.State>();
            foreach (Resource.State state in used)
            {
                int index = states.IndexOf(state);
                if (index < 0)
                {
                    index = states.Count;
                    states.Add(state);
                    layers.Add([]);
                }

                layers[index].UnionWith(table.Layers.Where(entry => entry.Kind == kind).Select(static entry => entry.Layer));
            }
        }

        return new StateTable(states.Select((state, index) => new LayeredState(NameOf(states, index), state.Spec, state.Part, layers[index].ToEquatableArray())).ToEquatableArray());
    }

    public string NameOf(Resource.State state) => States.First(known => known.Spec == state.Spec && known.Part == state.Part).Name;

    private static string NameOf(List<Resource.State> states, int index)
    {
        int same = states.Take(index).Count(other => other.Part == states[index].Part);
        return same == 0 ? states[index].Part.ToString() : states[index].Part + Literal.Of(same + 1);
    }
}
