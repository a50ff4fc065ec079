using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>
/// A causal language model as a TorchSharp module. The generated class derives from it and holds the submodules; <see cref="Towers"/> says how they are joined.
/// <see cref="nn.Module{T1, T2, T3, TResult}.forward"/> takes token ids [batch, tokens], an optional attention mask of 1 and 0 and optional labels, and is
/// differentiable; sessions compute with cached states, without gradients.
/// </summary>
public abstract class TorchModel : nn.Module<Tensor, Tensor?, Tensor?, HeadOutput>, ILanguageModel
{
    private readonly TorchModelDefinition _definition;
    private readonly LoadedCheckpoint _loaded;
    private bool _disposed;

    /// <summary>For the generated class.</summary>
    /// <param name="definition">What the compiler knows of the model.</param>
    /// <param name="loaded">The checkpoint it will be filled from.</param>
    protected TorchModel(TorchModelDefinition definition, LoadedCheckpoint loaded)
        : base(definition.Info.Name)
    {
        (_definition, _loaded) = (definition, loaded);
        MaxContext = definition.Info.MaxContext(loaded.Options);
    }

    /// <inheritdoc/>
    public ModelInfo Info => _definition.Info;

    /// <inheritdoc/>
    public int MaxContext { get; }

    /// <inheritdoc/>
    public ITextTokenizer? Tokenizer => _loaded.Tokenizer;

    /// <summary>The checkpoint's <c>generation_config.json</c>, or defaults where there is none or it cannot be read.</summary>
    public GenerationDefaults GenerationDefaults => _loaded.GenerationDefaults;

    /// <summary>How the checkpoint compared with the model: what of it is not used, whether its names had another prefix, and what is wrong with files beside it.</summary>
    public WeightReport WeightReport => _loaded.Weights;

    /// <summary>Which TorchSharp computes, with its version.</summary>
    public static string Library { get; } = $"TorchSharp {typeof(torch).Assembly.GetName().Version}";

    /// <summary>Where the model computes.</summary>
    public Device Device => _loaded.Parameters.Device;

    /// <summary>Where it computes and in which types, as decided while it was loaded.</summary>
    public TorchLoadReport LoadReport => _loaded.Report;

    /// <summary>The type of its weights, and of the activations of <see cref="nn.Module{T1, T2, T3, TResult}.forward"/>.</summary>
    public ScalarType ElementType => _loaded.Parameters.Type;

    /// <summary>
    /// Whether a training pass keeps each layer's input alone and computes what lies between once more for its gradients: about a third slower, and memory of one layer in place of all.
    /// Default: no.
    /// </summary>
    public bool GradientCheckpointing { get; set; }

    internal TorchModelDefinition Definition => _definition;

    internal int PrefillChunk => _loaded.Options.PrefillChunk;

    internal RotaryState CreateRotary() => _definition.Rope.CreateState(_loaded.Options.RotaryPrecision);

    /// <inheritdoc/>
    public IModelSession CreateSession(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_disposed, this);
        int capacity = SessionChecks.Capacity(options, Info, MaxContext);
        foreach (FusedLinear fused in Fused())
        {
            fused.Check();
        }

        using (no_grad())
        using (NewDisposeScope())
        {
            foreach (RmsNorm norm in modules().OfType<RmsNorm>())
            {
                norm.Prepare();
            }
        }

        return new TorchSession(this, options.BatchSize, capacity);
    }

    /// <summary>The model's towers; the first is what sessions run.</summary>
    protected internal abstract IReadOnlyList<TorchTower> Towers { get; }

    /// <summary>The tables of a differentiable pass over whole sequences; positions count from 0 whatever the padding, as Hugging Face's <c>forward()</c> counts.</summary>
    /// <param name="tokens">int64 [batch, tokens].</param>
    /// <param name="mask">1 for tokens and 0 for padding, [batch, tokens]; null for no padding.</param>
    /// <param name="routerLogits">Whether the routers' logits are collected.</param>
    protected ForwardPass Begin(Tensor tokens, Tensor? mask, bool routerLogits)
    {
        (int batch, int columns) = ((int)tokens.shape[0], (int)tokens.shape[1]);
        RotaryState rope = CreateRotary();
        rope.BeginForward(columns - 1);
        bool[]? present = mask is null ? null : [.. mask.to(int64).cpu().data<long>().ToArray().Select(static m => m != 0)];
        return new PassBuilder(Device, ElementType, rope, _definition.Windows) { CollectRouterLogits = routerLogits, KeepInputsAlone = GradientCheckpointing && training && is_grad_enabled() }
            .Build(batch, columns, past: 0, Enumerable.Range(0, columns).ToArray(), present is null || Array.TrueForAll(present, static p => p) ? null : present);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            FusedLinear[] products = [.. Fused()];
            base.Dispose(disposing);
            foreach (FusedLinear fused in products)
            {
                fused.Dispose();
            }
        }
    }

    /// <summary>
    /// Writes the model as Hugging Face publishes such models: safetensors in shards with an index, <c>config.json</c>, and the files that lay beside the checkpoint it was loaded from
    /// (tokenizer, chat template, processors). Loads here on every backend, and in transformers. Files are renamed when all are written: a save that fails or is cancelled leaves the folder as it was.
    /// </summary>
    /// <param name="directory">The folder; made where it is not there.</param>
    /// <param name="options">Type of the weights, size of the shards, progress; the defaults where null.</param>
    /// <param name="cancellationToken">Heard between tensors and between pieces of large ones.</param>
    /// <exception cref="CheckpointSaveException">The folder cannot be written.</exception>
    public void Save(string directory, SaveOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ThrowIfDisposed();
        options ??= new SaveOptions();
        ElementFormat format = options.Format ?? TorchTypes.Of(ElementType);
        CheckpointWriter.Write(directory, new ParameterReader(this, format).Tensors(), _definition.Training.ConfigJson, _loaded.Folder, format, options, cancellationToken);
    }

    private protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <summary>The products whose parts are views of one memory.</summary>
    private IEnumerable<FusedLinear> Fused() => modules().OfType<IFusedModule>().SelectMany(static module => module.Fused);
}
