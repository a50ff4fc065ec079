using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Modelwright.Backends;
using Modelwright.Compiler;
using Modelwright.IR;
using Modelwright.Runtime;

namespace Modelwright.Testing;

/// <summary>
/// A model computed in float64 from the graphs as they are lowered, before any backend changes them: slow, and plain. Any backend can be compared with it layer by layer.
/// It reads texts; what a model sees is not computed.
/// </summary>
/// <example>
/// <code>
/// using Reference reference = Reference.Load("path/to/checkpoint");
/// using Qwen3 model = Qwen3.Load("path/to/checkpoint");
/// Assert.Null(reference.Compare(model, [785, 6722, 315, 9625]).First);
/// </code>
/// </example>
public sealed class Reference : IDisposable
{
    private readonly Checkpoint _checkpoint;
    private readonly Module _module;
    private readonly WeightReader _reader;
    private readonly Dictionary<string, WeightSlot> _slots;

    private Reference(ModelSpec spec, Checkpoint checkpoint)
    {
        _checkpoint = checkpoint;
        _module = ModelLowering.Lower(spec);
        WeightTable table = WeightTable.Of([_module.Text]);
        _slots = table.Slots.ToDictionary(static slot => slot.Name);
        string[] unread = [.. spec.Checkpoint.Ignored, .. spec.Vision is null ? (string[])[] : ["model.visual.", "visual."]];
        _reader = new WeightReader(checkpoint, new WeightManifest([.. table.Slots], unread));
    }

    /// <summary>Layers of the model.</summary>
    public int LayerCount => _module.Text.Layers.Count;

    /// <summary>Width of the residual stream.</summary>
    public int Width => _module.Text.Width;

    /// <summary>Opens a checkpoint by its config.</summary>
    /// <param name="checkpoint">The checkpoint's folder or file.</param>
    /// <param name="config">The config; default: the <c>config.json</c> beside the checkpoint.</param>
    /// <param name="head">What stands on the layers, as a <c>ModelConfig</c>'s <c>Head</c>; default: what the config says.</param>
    /// <exception cref="ArgumentException">The config has errors; the message has the first.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be read.</exception>
    /// <exception cref="WeightMismatchException">The checkpoint is not the config's.</exception>
    /// <exception cref="IOException">The config cannot be read.</exception>
    public static Reference Load(string checkpoint, string? config = null, string head = "")
    {
        Checkpoint opened = Checkpoint.Open(checkpoint);
        try
        {
            string text = File.ReadAllText(config ?? Path.Combine(opened.Folder, "config.json"));
            BindResult bound = ModelCompiler.Bind(text, CancellationToken.None, head);
            return bound.Spec is ModelSpec spec
                ? new Reference(spec, opened)
                : throw new ArgumentException(MessageText.Of(bound.Messages[0], bound, text).In(config ?? "config.json"), nameof(config));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The residual stream of every column before the first layer, between any two, and after the last, [columns, width] each, and then what the head makes of every column.
    /// </summary>
    /// <param name="tokens">One sequence, without padding.</param>
    /// <param name="precision">As <see cref="LoadOptions.RotaryPrecision"/>.</param>
    /// <param name="cancellationToken">Asked between layers.</param>
    /// <exception cref="TokenOutOfRangeException">A token is not in the vocabulary.</exception>
    public IReadOnlyList<double[]> Run(IReadOnlyList<int> tokens, RotaryPrecision precision = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentOutOfRangeException.ThrowIfZero(tokens.Count, nameof(tokens));
        int vocabulary = _module.Spec.VocabularySize;
        if (tokens.Any(token => token < 0 || token >= vocabulary))
        {
            throw new TokenOutOfRangeException(tokens.First(token => token < 0 || token >= vocabulary), vocabulary);
        }

        Tower tower = _module.Text;
        GraphInterpreter interpreter = new([.. tokens], RotaryTables.Of(_module.Spec.Rope, tokens.Count, precision), Read);
        Tensor stream = interpreter.Run(tower.Entry, WeightSlot.NoLayer, null);
        List<double[]> stages = [stream.Data];
        for (int layer = 0; layer < LayerCount; layer++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream = interpreter.Run(tower.Kinds[tower.Layers[layer]], layer, stream);
            stages.Add(stream.Data);
        }

        stages.Add(interpreter.Run(tower.Exits[0], WeightSlot.NoLayer, stream).Data);
        return stages;
    }

    /// <summary>Compares a loaded model with the reference, layer by layer: whatever backend it is on, and whatever was fused in it.</summary>
    /// <param name="model">A model of the same config and checkpoint.</param>
    /// <param name="tokens">One sequence, at most as long as the model computes at once (<see cref="LoadOptions.PrefillChunk"/>) where its rotary embedding depends on the length.</param>
    /// <param name="tolerance">What may differ, as a part of a stage's largest number. 2e-4 is right for weights and caches in float32.</param>
    /// <param name="precision">As the model was loaded.</param>
    /// <param name="cancellationToken">Stops it between layers.</param>
    public ReferenceComparison Compare(
        ILanguageModel model, IReadOnlyList<int> tokens, double tolerance = 2e-4, RotaryPrecision precision = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        IReadOnlyList<double[]> wanted = Run(tokens, precision, cancellationToken);
        float[][] found = [.. wanted.Select(static stage => new float[stage.Length])];
        using (IModelSession session = model.CreateSession(new SessionOptions { Capacity = tokens.Count }))
        {
            ModelOutput[] outputs = [.. found.Select((numbers, i) => i <= LayerCount ? ModelOutput.OfStream(i, numbers, OutputRows.All) : ModelOutput.OfExit(0, numbers, OutputRows.All))];
            session.Forward(new ModelInput(tokens.ToArray()), outputs, cancellationToken);
        }

        return new ReferenceComparison([.. wanted.Select((stage, i) => Difference(i, stage, found[i], tokens.Count))], tolerance);
    }

    /// <summary>Closes the checkpoint.</summary>
    public void Dispose() => _checkpoint.Dispose();

    private StageDifference Difference(int stage, double[] wanted, float[] found, int columns)
    {
        Tower tower = _module.Text;
        string name = stage == 0 ? "the embeddings" : stage > LayerCount ? $"the exit '{tower.Exits[0].Name}'" : FormattableString.Invariant($"layer {stage - 1} ({tower.Kinds[tower.Layers[stage - 1]].About})");
        double scale = Math.Max(1, wanted.Max(Math.Abs));
        double[] differences = [.. wanted.Select((number, i) => Math.Abs(number - found[i]) / scale)];
        int worst = Array.FindIndex(differences, double.IsNaN);
        worst = worst >= 0 ? worst : Array.IndexOf(differences, differences.Max());
        return new StageDifference(name, stage >= 1 && stage <= LayerCount ? stage - 1 : -1, differences[worst], worst / (wanted.Length / columns));
    }

    private Tensor Read(WeightSlot named, int layer)
    {
        WeightSlot slot = _slots[named.Name];
        byte[] bytes = new byte[(long)slot.Rows * slot.Columns * sizeof(float)];
        _reader.ReadRows(slot, slot.Layers.Count > 0 ? layer : WeightSlot.NoLayer, 0, slot.Rows, ElementFormat.Float32, slot.Columns, bytes);
        float[] numbers = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, numbers, 0, bytes.Length);
        return new Tensor(Array.ConvertAll(numbers, static number => (double)number), slot.Rows);
    }
}
