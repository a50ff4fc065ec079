using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>Every weight of a model and where in a checkpoint it is; generated from the config.</summary>
/// <param name="Slots">The weights, in the order in which they are loaded.</param>
/// <param name="IgnoredKeys">Beginnings of keys that checkpoints of this kind have and this model does not use, such as <c>mtp.</c>.</param>
public sealed record WeightManifest(IReadOnlyList<WeightSlot> Slots, IReadOnlyList<string> IgnoredKeys)
{
    /// <summary>Names of the slots that are the head's alone: a checkpoint without them was not trained for it.</summary>
    public IReadOnlyList<string> HeadSlots { get; init; } = [];

    /// <summary>Compares a checkpoint with the manifest. Only headers are read.</summary>
    /// <param name="checkpoint">Path of the checkpoint's folder or file, or of a repository folder of Hugging Face's hub cache.</param>
    /// <param name="ignoreTensors">As <see cref="LoadOptions.IgnoreTensors"/>.</param>
    /// <exception cref="CheckpointException">The checkpoint cannot be opened.</exception>
    public WeightReport Verify(string checkpoint, IReadOnlyList<string>? ignoreTensors = null)
    {
        using Checkpoint opened = Checkpoint.Open(checkpoint);
        return Verify(opened, ignoreTensors);
    }

    /// <summary>Compares an open checkpoint with the manifest.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="ignoreTensors">As <see cref="LoadOptions.IgnoreTensors"/>.</param>
    /// <exception cref="CheckpointException">One of its files cannot be read.</exception>
    public WeightReport Verify(Checkpoint checkpoint, IReadOnlyList<string>? ignoreTensors = null) => new CheckpointView(checkpoint, this).Verify(ignoreTensors);
}
