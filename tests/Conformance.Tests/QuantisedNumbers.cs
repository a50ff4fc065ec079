using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>Checkpoints of the numbers that quantised rows stand for.</summary>
internal static class QuantisedNumbers
{
    /// <summary>A case's checkpoint with every row in place of its own that a plan would store in another format.</summary>
    public static RewrittenCheckpoint Of(GoldenCase golden, WeightManifest manifest, Func<WeightReader, StoragePlan> plan)
    {
        using Checkpoint checkpoint = Checkpoint.Open(golden.Folder);
        WeightReader reader = new(checkpoint, manifest);
        StoragePlan formats = plan(reader);
        Dictionary<string, float[]> changed = [];
        foreach (WeightSlot slot in manifest.Slots.Where(static slot => slot.Kind == WeightKind.Matrix))
        {
            foreach (int layer in slot.Instances)
            {
                foreach (WeightSource source in reader.AlternativeOf(slot, layer).Sources)
                {
                    Change(checkpoint, slot, layer, source, formats.Of(slot, layer), changed);
                }
            }
        }

        RewrittenCheckpoint rewritten = new(golden.Folder, tensor => changed.ContainsKey(tensor) ? null : tensor);
        foreach ((string tensor, float[] values) in changed)
        {
            rewritten.Add(tensor, "F32", [.. checkpoint[tensor].Shape], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        }

        return rewritten;
    }

    private static void Change(Checkpoint checkpoint, WeightSlot slot, int layer, WeightSource source, IReadOnlyList<RowFormat> formats, Dictionary<string, float[]> changed)
    {
        foreach (RowRun run in RowRun.Of(source, 0, slot.Rows))
        {
            string tensor = source.KeyFor(layer, run.Expert);
            if (!changed.TryGetValue(tensor, out float[]? values))
            {
                values = checkpoint[tensor].ToFloats();
                changed.Add(tensor, values);
            }

            for (int i = 0; i < run.Rows; i++)
            {
                int row = run.TargetRow + (i * run.Stride);
                BlockFormat format = formats.Last(part => part.FirstRow <= row).Format;
                Span<float> numbers = values.AsSpan((run.SourceRow + i) * slot.Columns, slot.Columns);
                byte[] stored = new byte[format.RowBytes(slot.Columns)];
                format.Encode(numbers, stored);
                format.Decode(stored, numbers);
            }
        }
    }
}
