using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>
/// A local model without a head (<c>Head="Model"</c>) as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>: its last hidden states, pooled. Options that cannot be honoured are refused by a
/// <see cref="ChatOptionException"/>. Calls are computed one after the other.
/// </summary>
public sealed class ModelwrightEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly IHiddenStateModel _model;
    private readonly ITextTokenizer _tokenizer;
    private readonly ModelwrightEmbeddingGeneratorOptions _options;
    private readonly EmbeddingGeneratorMetadata _metadata;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>A generator over a loaded model.</summary>
    /// <param name="model">The model; the generator does not dispose it.</param>
    /// <param name="options">How embeddings are made; defaults where null.</param>
    /// <exception cref="TokenizerException">The model has no tokenizer.</exception>
    public ModelwrightEmbeddingGenerator(IHiddenStateModel model, ModelwrightEmbeddingGeneratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _options = options ?? new ModelwrightEmbeddingGeneratorOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.BatchSize, 1, nameof(options));
        _tokenizer = model.Tokenizer ?? throw new TokenizerException(model.Info.Name, "no tokenizer beside the checkpoint", "a tokenizer.json there");
        _metadata = new EmbeddingGeneratorMetadata(Instruments.Provider, providerUri: null, model.Info.Name);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A text has no tokens.</exception>
    /// <exception cref="ContextOverflowException">A text is longer than the model's context.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        Refuse(options);
        int[][] texts = [.. values.Select(Encode)];
        using EmbeddingTelemetry telemetry = new(_model.Info.Name, _options.Logger);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            float[][] embeddings = await Task.Run(() => Embed(texts, options?.Dimensions, cancellationToken), CancellationToken.None).ConfigureAwait(false);
            DateTimeOffset now = DateTimeOffset.UtcNow;
            long tokens = texts.Sum(static text => text.Length);
            telemetry.Finish(texts.Length, tokens, embeddings.FirstOrDefault()?.Length ?? 0);
            return new GeneratedEmbeddings<Embedding<float>>(embeddings.Select(vector => new Embedding<float>(vector) { CreatedAt = now, ModelId = _model.Info.Name }))
            {
                Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens },
            };
        }
        catch (Exception fault)
        {
            telemetry.Fail(fault);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(_model) ? _model : null;
    }

    /// <summary>Ends the generator; the model stays loaded.</summary>
    public void Dispose() => _turn.Dispose();

    private int[] Encode(string text)
    {
        int[] tokens = _tokenizer.Encode(text, allowSpecial: false);
        return tokens.Length > 0 ? tokens : throw new ArgumentException("A text is empty; wanted one token or more.", nameof(text));
    }

    /// <summary>Texts of about one length together, so that little is padding.</summary>
    private float[][] Embed(int[][] texts, int? dimensions, CancellationToken cancellationToken)
    {
        float[][] embeddings = new float[texts.Length][];
        foreach (int[] batch in Enumerable.Range(0, texts.Length).OrderBy(i => texts[i].Length).Chunk(Math.Min(_options.BatchSize, _model.Info.Defaults.MaxBatch ?? int.MaxValue)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            TokenBatch tokens = TokenBatch.Padded([.. batch.Select(i => texts[i])], _model.Info.PaddingToken ?? 0);
            IReadOnlyList<float[]> states = _model.Embed(tokens, _options.Pooling, _options.Normalise && dimensions is null, cancellationToken);
            for (int i = 0; i < batch.Length; i++)
            {
                embeddings[batch[i]] = dimensions is int width ? Cut(states[i], width) : states[i];
            }
        }

        return embeddings;
    }

    private float[] Cut(float[] embedding, int dimensions)
    {
        RefuseDimensions(dimensions, embedding.Length);
        float[] cut = embedding[..dimensions];
        double length = Math.Sqrt(cut.Sum(static x => (double)x * x));
        return _options.Normalise ? [.. cut.Select(x => (float)(x / Math.Max(length, 1e-12)))] : cut;
    }

    private void RefuseDimensions(int dimensions, int width)
    {
        if (dimensions < 1 || dimensions > width || (dimensions < width && !_options.IsMatryoshka))
        {
            throw new ChatOptionException(
                nameof(EmbeddingGenerationOptions.Dimensions), $"{dimensions}", _options.IsMatryoshka ? $"at least 1 and at most {width}" : $"{width}; fewer where {nameof(ModelwrightEmbeddingGeneratorOptions.IsMatryoshka)} is set");
        }
    }

    private void Refuse(EmbeddingGenerationOptions? options)
    {
        if (options?.ModelId is { } model && model != _model.Info.Name)
        {
            throw new ChatOptionException(nameof(EmbeddingGenerationOptions.ModelId), model, $"'{_model.Info.Name}', the model that is loaded");
        }

        if (options?.RawRepresentationFactory is not null)
        {
            throw new ChatOptionException(nameof(EmbeddingGenerationOptions.RawRepresentationFactory), "one", "none");
        }

        if (options?.AdditionalProperties is { Count: > 0 } more)
        {
            throw new ChatOptionException(nameof(EmbeddingGenerationOptions.AdditionalProperties), string.Join(", ", more.Keys), "none");
        }
    }
}
