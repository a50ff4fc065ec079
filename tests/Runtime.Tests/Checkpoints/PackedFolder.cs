using System;
using System.IO;

namespace Modelwright.Runtime.Tests;

/// <summary>A folder for a checkpoint of one matrix, <c>m.weight</c>, whose numbers a file has packed.</summary>
internal sealed class PackedFolder(int rows, int columns) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public Checkpoint Open(string config, SafetensorsBuilder file)
    {
        file.Write(_folder["model.safetensors"]);
        File.WriteAllText(_folder["config.json"], config);
        return Checkpoint.Open(_folder.Path);
    }

    /// <summary>Names of the class and what they lie under.</summary>
    public CheckpointView View(Checkpoint checkpoint) => new(checkpoint, new WeightManifest([WeightSlot.Of("w", WeightKind.Matrix, "m.weight", [rows, columns])], []));

    public CheckpointTensor Tensor(Checkpoint checkpoint) => View(checkpoint)["m.weight"];

    /// <summary>A file that is refused, at the latest when its numbers are read.</summary>
    public void AssertRefused(string config, SafetensorsBuilder file, string said)
    {
        using Checkpoint checkpoint = Open(config, file);
        Assert.Contains(said, Assert.Throws<PackedWeightException>(() => Tensor(checkpoint).ToFloats()).Message, StringComparison.Ordinal);
    }
}
