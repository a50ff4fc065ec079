using System;

namespace Modelwright.Runtime;

/// <summary>The index of a sharded checkpoint names a file that is not there.</summary>
public sealed class ShardMissingException(string path, string shard, string tensor, Exception? innerException = null)
    : CheckpointException(path, $"The shard '{shard}', which holds '{tensor}' according to the index, is missing from '{path}'.", innerException)
{
    /// <summary>The missing file's name.</summary>
    public string Shard { get; } = shard;

    /// <summary>A tensor that it should hold.</summary>
    public string Tensor { get; } = tensor;
}
