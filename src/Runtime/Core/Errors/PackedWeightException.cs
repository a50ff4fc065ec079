namespace Modelwright.Runtime;

/// <summary>Quantised weights of a checkpoint do not fit together, or are quantised in a way that is not read.</summary>
public sealed class PackedWeightException(string path, string module, string fault)
    : CheckpointException(path, $"The quantised weights '{module}' of '{path}' cannot be read: {fault}.")
{
    /// <summary>The module's or tensor's name.</summary>
    public string Module { get; } = module;
}
