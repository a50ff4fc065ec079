using System;

namespace Modelwright.Runtime;

/// <summary>
/// A loaded causal language model. Every generated model class implements it, whatever its backend;
/// generation, sampling and chat are written against it alone.
/// </summary>
public interface ICausalLanguageModel : IDisposable
{
    /// <summary>What the model is: sizes and special tokens, from its config.</summary>
    ModelInfo Info { get; }

    /// <summary>The largest number of tokens, padding included, that a sequence of this instance can hold.</summary>
    int MaxContext { get; }

    /// <summary>
    /// The tokenizer beside the checkpoint, or <see langword="null"/> where there is none. Where its file cannot be read, every use of it is a <see cref="TokenizerException"/>.
    /// </summary>
    ITextTokenizer? Tokenizer { get; }

    /// <summary>The checkpoint's <c>generation_config.json</c>, or defaults where there is none or it cannot be read.</summary>
    GenerationDefaults GenerationDefaults { get; }

    /// <summary>Allocates the key/value cache and recurrent states of <paramref name="options"/>.BatchSize sequences.</summary>
    /// <exception cref="OutOfDeviceMemoryException">The device cannot hold the state.</exception>
    IModelSession CreateSession(SessionOptions options);
}
