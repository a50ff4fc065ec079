namespace Modelwright.Runtime;

/// <summary>What is wrong with a checkpoint's header or index.</summary>
public enum CheckpointHeaderFault
{
    /// <summary>The header's length is larger than any real header (100 MB).</summary>
    AbsurdLength,

    /// <summary>The header or index is not the JSON it should be.</summary>
    NotJson,

    /// <summary>A tensor's entry lacks a part, or a part has the wrong type.</summary>
    BadEntry,

    /// <summary>A tensor's length is not its shape times its element's size.</summary>
    SizeMismatch,

    /// <summary>Two tensors share bytes.</summary>
    Overlap,

    /// <summary>Bytes that belong to no tensor.</summary>
    Gap,

    /// <summary>A tensor's range ends before it starts or lies outside the file.</summary>
    Outside,

    /// <summary>The index names a shard for a tensor that the shard does not hold.</summary>
    IndexMismatch,
}
