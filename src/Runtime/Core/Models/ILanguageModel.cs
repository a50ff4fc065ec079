using System;

namespace Modelwright.Runtime;

/// <summary>
/// A loaded model, whatever stands on its layers. What it can be asked is in the interface of its head, which the generated class implements:
/// <see cref="ICausalLanguageModel"/>, <see cref="IHiddenStateModel"/>, <see cref="ISequenceClassifier"/>, <see cref="ITokenClassifier"/> or <see cref="IQuestionAnswerer"/>.
/// </summary>
public interface ILanguageModel : IDisposable
{
    /// <summary>What the model is: sizes and special tokens, from its config.</summary>
    ModelInfo Info { get; }

    /// <summary>The largest number of tokens, padding included, that a sequence of this instance can hold.</summary>
    int MaxContext { get; }

    /// <summary>
    /// The tokenizer beside the checkpoint, or <see langword="null"/> where there is none. Where its file cannot be read, every use of it is a <see cref="TokenizerException"/>.
    /// </summary>
    ITextTokenizer? Tokenizer { get; }

    /// <summary>Allocates the key/value cache and recurrent states of <paramref name="options"/>.BatchSize sequences.</summary>
    /// <exception cref="OutOfDeviceMemoryException">The device cannot hold the state.</exception>
    IModelSession CreateSession(SessionOptions options);
}
