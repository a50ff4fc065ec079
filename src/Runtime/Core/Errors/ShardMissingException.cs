using System;

namespace Modelwright.Runtime;

/// <summary>A file of a checkpoint in several is not there: one that the index names, or a part of a split GGUF file.</summary>
public sealed class ShardMissingException : CheckpointException
{
    /// <summary>A file that the index names.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="shard">The missing file's name.</param>
    /// <param name="tensor">A tensor that it should hold.</param>
    /// <param name="innerException">How it was found out.</param>
    public ShardMissingException(string path, string shard, string tensor, Exception? innerException = null)
        : base(path, $"The shard '{shard}', which holds '{tensor}' according to the index, is missing from '{path}'.", innerException)
    {
        (Shard, Tensor) = (shard, tensor);
    }

    /// <summary>A part of a split GGUF file.</summary>
    internal ShardMissingException(string path, string part, Exception innerException)
        : base(path, $"The part '{part}', which belongs to '{path}' by what this says of itself, is missing beside it.", innerException)
    {
        (Shard, Tensor) = (part, "");
    }

    /// <summary>The missing file's name.</summary>
    public string Shard { get; }

    /// <summary>A tensor that it should hold; empty for a part of a GGUF file, which has no index.</summary>
    public string Tensor { get; }
}
