using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Compares a checkpoint's headers with a manifest, tensor by tensor.</summary>
internal sealed class WeightVerifier(CheckpointView view, IReadOnlyList<string> ignored)
{
    private const string WantedFormats = "Float32, Float16 or BFloat16";
    private const string WantedInGguf = "F32, F16, BF16, Q8_0, Q4_0, Q4_K, Q5_K or Q6_K";

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<WeightProblem> _missing = [];
    private readonly List<string> _missingHead = [];
    private readonly List<string> _unused = [];
    private readonly List<WeightProblem> _wrongShape = [];
    private readonly List<WeightProblem> _wrongFormat = [];
    private readonly SortedSet<string> _missingShards = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _strays;
    private int _found;

    private string Formats => view.Checkpoint.Gguf is null ? WantedFormats : WantedInGguf;

    public WeightReport Run()
    {
        foreach (WeightSlot slot in view.Manifest.Slots)
        {
            foreach (int layer in slot.Instances)
            {
                Check(slot, layer);
            }
        }

        (List<string> extra, List<WeightProblem> conflicts) = FindUnused();
        return new WeightReport(view.Checkpoint.Path, _found, _missing, extra, _wrongShape, _wrongFormat, [.. _missingShards])
        {
            Conflicts = conflicts,
            MissingHead = _missingHead,
            Unused = _unused,
            Prefix = view.Prefix,
            FileWarnings = view.QuantizationWarnings(),
        };
    }

    /// <summary>What is in the file and not in the model.</summary>
    private (List<string> Extra, List<WeightProblem> Conflicts) FindUnused()
    {
        HashSet<string> known = new(view.Names, StringComparer.Ordinal);
        UnusedTensors unused = new(view.Manifest, known, ignored);
        (List<string> extra, List<WeightProblem> conflicts) = ([], []);
        foreach (string stored in view.Checkpoint.Names.Order(StringComparer.Ordinal))
        {
            IReadOnlyList<string> names = view.ToModel(stored);
            if (names.Any(known.Contains) || view.PartOf(stored).Any(known.Contains))
            {
                continue;
            }

            if (unused.IsHarmless(stored, names))
            {
                _unused.Add(stored);
                continue;
            }

            if (unused.Conflict(stored, names) is { } conflict)
            {
                conflicts.Add(new WeightProblem(stored, conflict, "no such tensor"));
            }
            else
            {
                extra.Add(stored);
            }
        }

        return (extra, conflicts);
    }

    private void Check(WeightSlot slot, int layer)
    {
        WeightAlternative? chosen = view.Choose(slot, layer);
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
            .Select(alternative => (Keys: Missing(alternative, layer), Total: alternative.Sources.Sum(static s => Math.Max(1, s.Experts))))
            .OrderBy(static a => a.Keys.Count == a.Total) // one of which nothing is there comes last
            .First().Keys;
        foreach (string key in nearest.Where(_seen.Add))
        {
            WeightSource source = slot.Alternatives.SelectMany(static a => a.Sources).First(s => s.KeysFor(layer).Contains(key));
            _missing.Add(new WeightProblem(view.ToStored(key), Stray(key), Describe(source.Shape.Select(static d => (long)d))));
            if (view.Manifest.HeadSlots.Contains(slot.Name))
            {
                _missingHead.Add(view.ToStored(key));
            }
        }
    }

    private List<string> Missing(WeightAlternative alternative, int layer) =>
        [.. alternative.Sources.SelectMany(source => source.KeysFor(layer)).Where(key => !view.Contains(key))];

    /// <summary>A tensor that ends as the missing one does: of a checkpoint whose names were changed in part.</summary>
    private string Stray(string key)
    {
        _strays ??= view.FindStrays();
        string? stray = CheckpointPrefix.Cuts(key).Take(2).Select(cut => _strays.GetValueOrDefault(key[cut..])).FirstOrDefault(static name => name is not null);
        return stray is null ? "nothing" : $"'{stray}', whose beginning is not that of the others";
    }

    private void Check(string key, WeightSource source)
    {
        CheckpointTensor tensor;
        try
        {
            tensor = view[key];
        }
        catch (ShardMissingException e)
        {
            _missingShards.Add(e.Shard);
            return;
        }

        bool fits = tensor.Shape.SequenceEqual(source.Shape.Select(static d => (long)d));
        (string found, string wanted) = (Describe(tensor.Shape), Describe(source.Shape.Select(static d => (long)d)));
        if (!tensor.Format.IsWeightFormat())
        {
            // Before the shape: packed weights have another one because of their format.
            string format = tensor.Format == ElementFormat.Unknown ? tensor.DType : tensor.Format.ToString();
            _wrongFormat.Add(new WeightProblem(tensor.Name, fits ? format : $"{format} {found}{Packed(tensor, source)}", fits ? Formats : $"{Formats} {wanted}"));
        }
        else if (!fits)
        {
            _wrongShape.Add(new WeightProblem(tensor.Name, found, wanted));
        }
        else
        {
            _found++;
        }
    }

    /// <summary>Says so where integers are as many as hold the elements several to each.</summary>
    private static string Packed(CheckpointTensor tensor, WeightSource source)
    {
        long wanted = (long)source.Rows * source.Columns;
        long packed = tensor.ElementCount > 0 && wanted % tensor.ElementCount == 0 ? wanted / tensor.ElementCount : 0;
        return packed is >= 2 and <= 32 ? string.Create(CultureInfo.InvariantCulture, $", quantized weights, {packed} packed in each") : "";
    }

    private static string Describe(IEnumerable<long> shape) =>
        "[" + string.Join(", ", shape.Select(static d => d.ToString(CultureInfo.InvariantCulture))) + "]";
}
