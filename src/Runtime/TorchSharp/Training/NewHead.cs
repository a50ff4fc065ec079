using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>The weights of a head that a checkpoint was not trained for.</summary>
internal sealed class NewHead
{
    private readonly HashSet<string> _names;

    private NewHead(WeightManifest rest, HashSet<string> names) => (Rest, _names) = (rest, names);

    /// <summary>The weights that the checkpoint is to have.</summary>
    public WeightManifest Rest { get; }

    /// <summary>Null where the checkpoint has the whole head.</summary>
    public static NewHead? Of(Checkpoint checkpoint, WeightManifest manifest)
    {
        CheckpointView view = new(checkpoint, manifest);
        WeightSlot[] lacking = [.. manifest.Slots.Where(slot => manifest.HeadSlots.Contains(slot.Name) && view.Choose(slot, WeightSlot.NoLayer) is null)];
        return lacking.Length == 0
            ? null
            : new NewHead(
                manifest with { Slots = [.. manifest.Slots.Except(lacking)] },
                lacking.SelectMany(static slot => slot.Alternatives[0].Sources).Select(static source => source.Key).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whether a parameter is one of them.</summary>
    public bool Has(string name) => _names.Contains(name);
}
