using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends;

/// <summary>How much of a weight one decoded token reads.</summary>
internal enum WeightReads
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>A token's row of a table.</summary>
    OneToken,

    /// <summary>The experts that are chosen.</summary>
    ChosenExperts,

    /// <summary>Nothing: another tower's, which is done before tokens are decoded.</summary>
    Nothing,
}

/// <summary>Tells it of a model's weights.</summary>
internal static class WeightReadings
{
    public static WeightReads Of(Module module, WeightSlot slot)
    {
        ModelSpec spec = module.Spec;
        if (slot.Name == ModelWeights.Embedding(spec).Name)
        {
            return WeightReads.OneToken;
        }

        if (spec.Experts is ExpertsSpec experts && (slot.Name == MoeWeights.GateUp(spec, experts).Name || slot.Name == MoeWeights.Down(spec, experts).Name))
        {
            return WeightReads.ChosenExperts;
        }

        return WeightTable.Of([module.Text]).Slots.Any(own => own.Name == slot.Name) ? WeightReads.Whole : WeightReads.Nothing;
    }
}
