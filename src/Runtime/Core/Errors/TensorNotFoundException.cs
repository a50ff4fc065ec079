namespace Modelwright.Runtime;

/// <summary>A checkpoint has no tensor of the name asked for.</summary>
public sealed class TensorNotFoundException(string path, string tensor)
    : CheckpointException(path, $"'{path}' has no tensor '{tensor}'.")
{
    /// <summary>The name asked for.</summary>
    public string Tensor { get; } = tensor;
}
