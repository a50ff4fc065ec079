namespace Modelwright.Backends.Vulkan;

/// <summary>What the runtime records separately.</summary>
internal enum RecordedFunction
{
    /// <summary>Embeddings and layers for one new token a sequence: rows are sequences.</summary>
    Decode,

    /// <summary>Embeddings and layers for many new tokens.</summary>
    Prefill,

    /// <summary>Final norm and head for the last column of each sequence.</summary>
    LastLogits,

    /// <summary>Final norm and head for a window of rows.</summary>
    AllLogits,
}
