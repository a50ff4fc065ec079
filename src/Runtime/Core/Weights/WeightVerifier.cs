using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Compares a checkpoint's headers with a manifest, tensor by tensor.</summary>
internal sealed class WeightVerifier(WeightManifest manifest, Checkpoint checkpoint)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<WeightProblem> _missing = [];
    private readonly List<WeightProblem> _wrongShape = [];
    private readonly List<WeightProblem> _wrongFormat = [];
    private readonly SortedSet<string> _missingShards = new(StringComparer.Ordinal);
    private int _found;

    /// <summary>The first alternative that the checkpoint holds whole, or <see langword="null"/>.</summary>
    public static WeightAlternative? Choose(Checkpoint checkpoint, WeightSlot slot, int layer) =>
        slot.Alternatives.FirstOrDefault(alternative => Missing(checkpoint, alternative, layer).Count == 0);

    public WeightReport Run()
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (WeightSlot slot in manifest.Slots)
        {
            foreach (int layer in slot.Instances)
            {
                known.UnionWith(slot.Alternatives.SelectMany(static a => a.Sources).SelectMany(source => source.KeysFor(layer)));
                Check(slot, layer);
            }
        }

        List<string> extra = [.. checkpoint.Names
            .Where(name => !known.Contains(name) && !manifest.IgnoredKeys.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)];
        return new WeightReport(checkpoint.Path, _found, _missing, extra, _wrongShape, _wrongFormat, [.. _missingShards]);
    }

    private static List<string> Missing(Checkpoint checkpoint, WeightAlternative alternative, int layer) =>
        [.. alternative.Sources.SelectMany(source => source.KeysFor(layer)).Where(key => !checkpoint.Contains(key))];

    private void Check(WeightSlot slot, int layer)
    {
        WeightAlternative? chosen = Choose(checkpoint, slot, layer);
        if (chosen is null)
        {
            ReportMissing(slot, layer);
            return;
        }

        foreach (WeightSource source in chosen.Sources)
        {
            foreach (string key in source.KeysFor(layer))
            {
                if (_seen.Add(key))
                {
                    Check(key, source);
                }
            }
        }
    }

    /// <summary>Lists what lacks of the alternative that the checkpoint comes nearest to.</summary>
    private void ReportMissing(WeightSlot slot, int layer)
    {
        List<string> nearest = slot.Alternatives
            .Select(alternative => (Keys: Missing(checkpoint, alternative, layer), Total: alternative.Sources.Sum(static s => Math.Max(1, s.Experts))))
            .OrderBy(static a => a.Keys.Count == a.Total) // one of which nothing is there comes last
            .First().Keys;
        foreach (string key in nearest.Where(_seen.Add))
        {
            WeightSource source = slot.Alternatives.SelectMany(static a => a.Sources).First(s => s.KeysFor(layer).Contains(key));
            _missing.Add(new WeightProblem(key, "nothing", Describe(source.Shape.Select(static d => (long)d))));
        }
    }

    private void Check(string key, WeightSource source)
    {
        CheckpointTensor tensor;
        try
        {
            tensor = checkpoint[key];
        }
        catch (ShardMissingException e)
        {
            _missingShards.Add(e.Shard);
            return;
        }

        if (!tensor.Shape.SequenceEqual(source.Shape.Select(static d => (long)d)))
        {
            _wrongShape.Add(new WeightProblem(key, Describe(tensor.Shape), Describe(source.Shape.Select(static d => (long)d))));
        }
        else if (!tensor.Format.IsWeightFormat())
        {
            _wrongFormat.Add(new WeightProblem(key, tensor.Format.ToString(), "Float32, Float16 or BFloat16"));
        }
        else
        {
            _found++;
        }
    }

    private static string Describe(IEnumerable<long> shape) =>
        "[" + string.Join(", ", shape.Select(static d => d.ToString(CultureInfo.InvariantCulture))) + "]";
}
