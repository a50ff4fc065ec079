namespace Modelwright.Runtime.TorchSharp;

/// <summary>Types or devices of tensors that cannot be used together. libtorch would abort the process at the first product of them.</summary>
/// <param name="message">What was found and what was wanted.</param>
public sealed class TensorTypeException(string message) : ModelwrightException(message);
