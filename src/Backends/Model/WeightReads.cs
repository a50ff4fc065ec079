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
}

/// <summary>Tells it of the weights of the tower that decodes.</summary>
internal static class WeightReadings
{
    public static WeightReads Of(ModelSpec spec, WeightSlot slot)
    {
        if (slot.Name == ModelWeights.Embedding(spec).Name)
        {
            return WeightReads.OneToken;
        }

        return spec.Experts is ExpertsSpec experts && (slot.Name == MoeWeights.GateUp(spec, experts).Name || slot.Name == MoeWeights.Down(spec, experts).Name)
            ? WeightReads.ChosenExperts
            : WeightReads.Whole;
    }
}
