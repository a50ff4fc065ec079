namespace Modelwright.Runtime.TorchSharp;

/// <summary>What is beside a checkpoint's weights, and what was decided while loading it.</summary>
/// <param name="Options">The options it was loaded with.</param>
/// <param name="Tokenizer">Its tokenizer, if there is one.</param>
/// <param name="GenerationDefaults">Its generation_config.json.</param>
/// <param name="Parameters">Makes the module's parameters.</param>
/// <param name="Report">Where it computes and in which types.</param>
public sealed record LoadedCheckpoint(
    TorchLoadOptions Options, ITextTokenizer? Tokenizer, GenerationDefaults GenerationDefaults, ParameterFactory Parameters, TorchLoadReport Report)
{
    /// <summary>How the checkpoint compared with the model.</summary>
    public required WeightReport Weights { get; init; }

    /// <summary>Where the files lie; null for a model that was made anew.</summary>
    public string? Folder { get; init; }

    /// <summary>How pictures and clips become patches; of use to models that see.</summary>
    public required MediaProcessors Processors { get; init; }
}
