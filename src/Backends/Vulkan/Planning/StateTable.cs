using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>One buffer of state and the layers that have it.</summary>
internal sealed record LayeredState(string Name, StateSpec Spec, StatePart Part, EquatableArray<int> Layers);

/// <summary>A model's states in order of first use.</summary>
internal sealed record StateTable(EquatableArray<LayeredState> States)
{
    public static StateTable Of(EquatableArray<StateSlot> slots)
    {
        List<LayeredState> states = [];
        foreach (StateSlot slot in slots)
        {
            foreach (StatePart part in Parts(slot.Spec))
            {
                int same = states.Count(other => other.Part == part);
                states.Add(new LayeredState(same == 0 ? part.ToString() : part + Literal.Of(same + 1), slot.Spec, part, slot.Layers));
            }
        }

        return new StateTable(states.ToEquatableArray());
    }

    public string NameOf(Resource.State state) => States.First(known => known.Spec == state.Spec && known.Part == state.Part).Name;

    /// <summary>The buffers of a state, in the runtime's order.</summary>
    private static StatePart[] Parts(StateSpec spec) => spec switch
    {
        StateSpec.KeyValue => [StatePart.Keys, StatePart.Values],
        StateSpec.Convolution => [StatePart.Convolution],
        StateSpec.Recurrent => [StatePart.Recurrent],
        _ => throw new IrException($"state {spec}"),
    };
}
