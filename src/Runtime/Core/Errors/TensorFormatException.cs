namespace Modelwright.Runtime;

/// <summary>A tensor is stored in a format that cannot be read as weights.</summary>
public sealed class TensorFormatException(string path, string tensor, string found)
    : CheckpointException(path, $"The tensor '{tensor}' of '{path}' is stored as {found}; wanted Float32, Float16 or BFloat16.")
{
    /// <summary>The tensor's name.</summary>
    public string Tensor { get; } = tensor;

    /// <summary>How it is stored, in the file's words: its <c>dtype</c>.</summary>
    public string Found { get; } = found;
}
