using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>
/// A checkpoint under a model's own names. Beneath it lie links, shards, prefixes, and that tensors may be stacked or put together in another way than the model names them:
/// every backend loads through it, and asks either for slots (<see cref="WeightReader"/>) or for the rows of a name. Thread-safe.
/// </summary>
public sealed class CheckpointView
{
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SlotRows> _rows = new(StringComparer.Ordinal);
    private readonly CheckpointPrefix _prefix;
    private readonly PackedModules _packed;
    private int _rowsLayer = WeightSlot.NoLayer;

    /// <summary>A view for one model.</summary>
    /// <param name="checkpoint">The checkpoint; the caller disposes it after the last read.</param>
    /// <param name="manifest">The model's weights.</param>
    public CheckpointView(Checkpoint checkpoint, WeightManifest manifest)
    {
        (Checkpoint, Manifest) = (checkpoint, manifest);
        foreach (WeightSlot slot in manifest.Slots)
        {
            foreach (int layer in slot.Instances)
            {
                AddPlaces(slot, layer);
            }
        }

        _packed = new PackedModules(checkpoint);
        _prefix = CheckpointPrefix.Find([.. checkpoint.Names, .. _packed.Names], _places.Keys);
    }

    /// <summary>The files.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>The model's weights.</summary>
    public WeightManifest Manifest { get; }

    /// <summary>How the checkpoint's names differ from the model's; <see langword="null"/> where they do not.</summary>
    public NamePrefix? Prefix => _prefix.IsPlain ? null : new NamePrefix(_prefix.Root, _prefix.Stored);

    /// <summary>All names of the model, those of every way to put its weights together.</summary>
    internal IReadOnlyCollection<string> Names => _places.Keys;

    /// <summary>The tensor of one of the model's names.</summary>
    /// <exception cref="TensorNotFoundException">The checkpoint has none of that name.</exception>
    /// <exception cref="CheckpointException">The file that should hold it cannot be read.</exception>
    public CheckpointTensor this[string name] => TryGet(name, out CheckpointTensor? tensor) ? tensor : throw new TensorNotFoundException(Checkpoint.Path, ToStored(name));

    /// <summary>Whether the checkpoint has a tensor of one of the model's names.</summary>
    public bool Contains(string name) => ToStored(name) is var stored && (Checkpoint.Contains(stored) || _packed.Contains(stored));

    /// <summary>The checkpoint's name for one of the model's.</summary>
    public string ToStored(string name) => _prefix.ToStored(name);

    /// <summary>The tensor of one of the model's names, or false where there is none.</summary>
    /// <exception cref="CheckpointException">The file that should hold it cannot be read.</exception>
    public bool TryGet(string name, [NotNullWhen(true)] out CheckpointTensor? tensor) =>
        _packed.TryGet(ToStored(name), out tensor) || Checkpoint.TryGet(ToStored(name), out tensor);

    /// <summary>The model's names for the quantised weight that a tensor of the file is part of; empty where it is part of none.</summary>
    internal IReadOnlyList<string> PartOf(string stored) => _packed.WeightOf(stored) is { } weight ? ToModel(weight) : [];

    /// <summary>Where the tensors and the lists of <c>quantization_config</c> disagree about what is quantised.</summary>
    internal IReadOnlyList<FileWarning> QuantizationWarnings() => _packed.Config is { } config ? PlainList.Compare(config, [.. _places.Keys.Select(ToStored)], _packed.Contains, Checkpoint.Contains) : [];

    /// <summary>Compares the checkpoint with the model. Only headers are read.</summary>
    /// <param name="ignoreTensors">As <see cref="LoadOptions.IgnoreTensors"/>.</param>
    /// <exception cref="CheckpointException">One of its files cannot be read.</exception>
    public WeightReport Verify(IReadOnlyList<string>? ignoreTensors = null) => new WeightVerifier(this, ignoreTensors ?? []).Run();

    /// <summary>
    /// The way a slot is put together from this checkpoint: the first that it holds whole, or <see langword="null"/>. Where it holds several, as when a tensor may be transposed,
    /// the first whose shapes are the checkpoint's.
    /// </summary>
    public WeightAlternative? Choose(WeightSlot slot, int layer)
    {
        WeightAlternative[] held = [.. slot.Alternatives.Where(alternative => alternative.Sources.All(source => source.KeysFor(layer).All(Contains)))];
        return held.Length < 2 ? held.FirstOrDefault() : held.FirstOrDefault(alternative => alternative.Sources.All(source => Fits(source, layer))) ?? held[0];
    }

    /// <summary>Whether the tensors have the source's shape; what cannot be looked at says nothing against it.</summary>
    private bool Fits(WeightSource source, int layer)
    {
        try
        {
            return source.KeysFor(layer).All(key => this[key].Shape.SequenceEqual(source.Shape.Select(static d => (long)d)));
        }
        catch (ShardMissingException)
        {
            return true;
        }
    }

    /// <summary>The model's names that a name of the checkpoint may stand for.</summary>
    internal IReadOnlyList<string> ToModel(string stored) => [.. _prefix.ToModel(stored)];

    /// <summary>Names of the checkpoint that end as names of the model do, but begin as no other does, by that end.</summary>
    internal Dictionary<string, string> FindStrays()
    {
        HashSet<string> ends = new(_places.Keys.SelectMany(static name => CheckpointPrefix.Cuts(name).Take(2).Select(cut => name[cut..])), StringComparer.Ordinal);
        Dictionary<string, string> strays = new(StringComparer.Ordinal);
        foreach (string stored in Checkpoint.Names.Where(stored => !ToModel(stored).Any(_places.ContainsKey)))
        {
            foreach (string end in CheckpointPrefix.Cuts(stored).Select(cut => stored[cut..]).Where(ends.Contains))
            {
                strays.TryAdd(end, stored);
            }
        }

        return strays;
    }

    /// <summary>
    /// Where the rows of one of the model's names lie, in their order: mostly in a tensor of that name, else in the one they are stacked in or tied to.
    /// </summary>
    /// <exception cref="TensorNotFoundException">The checkpoint has them nowhere, or the model has no such name.</exception>
    internal StoredRows Rows(string name)
    {
        if (TryGet(name, out CheckpointTensor? own))
        {
            return StoredRows.Whole(own);
        }

        if (!_places.TryGetValue(name, out Place place) || RowsOf(place.Slot, place.Layer) is not { } slotRows)
        {
            throw new TensorNotFoundException(Checkpoint.Path, ToStored(name));
        }

        StoredRows rows = new();
        foreach (RowRun run in RowRun.Of(place.Source, 0, place.Slot.Rows).Where(run => run.Expert == place.Expert).OrderBy(static run => run.SourceRow))
        {
            for (int i = 0; i < run.Rows; i++)
            {
                SlotRow row = slotRows[run.TargetRow + (i * run.Stride)];
                rows.Append(row.Tensor, row.Row, 1, row.Transposed);
            }
        }

        return rows;
    }

    /// <summary>Kept for one layer: names are asked for layer by layer, and many of them are parts of the same slots.</summary>
    private SlotRows? RowsOf(WeightSlot slot, int layer)
    {
        lock (_rows)
        {
            if (_rowsLayer != layer)
            {
                _rows.Clear();
                _rowsLayer = layer;
            }

            if (!_rows.TryGetValue(slot.Name, out SlotRows? rows) && Choose(slot, layer) is { } chosen)
            {
                rows = new SlotRows(this, slot, layer, chosen);
                _rows.Add(slot.Name, rows);
            }

            return rows;
        }
    }

    private void AddPlaces(WeightSlot slot, int layer)
    {
        foreach (WeightSource source in slot.Alternatives.SelectMany(static way => way.Sources))
        {
            for (int expert = 0; expert < Math.Max(1, source.Experts); expert++)
            {
                _places.TryAdd(source.KeyFor(layer, expert), new Place(slot, layer, source, expert));
            }
        }
    }

    /// <summary>What a name is part of.</summary>
    private readonly record struct Place(WeightSlot Slot, int Layer, WeightSource Source, int Expert);
}
