namespace Modelwright.Runtime;

/// <summary>
/// A loaded causal language model. Its sessions' first exit gives the logits of the next token; generation, sampling and chat are written against this interface alone.
/// </summary>
public interface ICausalLanguageModel : ILanguageModel
{
    /// <summary>The checkpoint's <c>generation_config.json</c>, or defaults where there is none or it cannot be read.</summary>
    GenerationDefaults GenerationDefaults { get; }
}
