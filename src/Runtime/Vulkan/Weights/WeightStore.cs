using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A model's weights on the device: a range for each slot and layer. Slots made of the same tensor (tied embeddings) share one.</summary>
internal sealed class WeightStore : IDisposable
{
    private readonly BufferArena _arena;
    private readonly Dictionary<(int Slot, int Layer), BufferRange> _ranges;

    private WeightStore(BufferArena arena, Dictionary<(int Slot, int Layer), BufferRange> ranges)
    {
        _arena = arena;
        _ranges = ranges;
    }

    /// <summary>Bytes of one layer's weight: matrices have rows of a multiple of 8 elements, vectors are float32 padded to a multiple of 8 elements.</summary>
    public static long Bytes(WeightSlot slot, ElementFormat matrices) => slot.Kind == WeightKind.Matrix
        ? (long)slot.Rows * slot.PaddedColumns * matrices.SizeInBytes()
        : (((long)slot.Rows * slot.Columns) + 7) / 8 * 8 * sizeof(float);

    /// <summary>Allocates and fills the weights, those too large to bind in windows.</summary>
    public static WeightStore Load(VulkanDevice device, WeightReader reader, ElementFormat matrices, MemoryTable uses, LoadReport report, WindowRules windows, int pieceBytes = WeightUploader.UsualPieceBytes)
    {
        List<(int Slot, int Layer, int Item)> places = [];
        List<Part> parts = [];
        int items = Arrange(reader, matrices, windows, places, parts);
        BufferArena arena = BufferArena.Allocate(device, [.. parts.Select(static part => new BufferRequest(part.Name, part.Bytes))], MemoryUsage.Device, uses);
        try
        {
            using WeightUploader uploader = new(device, reader, matrices, report, pieceBytes);
            uploader.Upload([.. parts.Select((part, i) => new WeightUpload(part.Slot, part.Layer, part.First, part.Rows, arena.Ranges[i]))]);
        }
        catch
        {
            arena.Dispose();
            throw;
        }

        BufferRange[] ranges = [.. Enumerable.Range(0, items).Select(item => Joined([.. parts.Zip(arena.Ranges).Where(part => part.First.Item == item)]))];
        return new WeightStore(arena, places.ToDictionary(static p => (p.Slot, p.Layer), p => ranges[p.Item]));
    }

    /// <summary>Which weights there are and how they are cut; slots that are the same whole tensor are one item.</summary>
    private static int Arrange(WeightReader reader, ElementFormat matrices, WindowRules windows, List<(int Slot, int Layer, int Item)> places, List<Part> parts)
    {
        int items = 0;
        Dictionary<(string Tensor, WeightKind Kind, int Rows, int Columns), int> known = [];
        for (int s = 0; s < reader.Manifest.Slots.Count; s++)
        {
            WeightSlot slot = reader.Manifest.Slots[s];
            foreach (int layer in slot.Instances)
            {
                string? tensor = WholeTensor(slot, reader.AlternativeOf(slot, layer), layer);
                if (tensor is null || !known.TryGetValue((tensor, slot.Kind, slot.Rows, slot.Columns), out int item))
                {
                    item = items++;
                    parts.AddRange(Cut(slot, layer, item, Bytes(slot, matrices), windows.Cut(s, slot.Rows, Bytes(slot, matrices) / slot.Rows)));
                    if (tensor is not null)
                    {
                        known.Add((tensor, slot.Kind, slot.Rows, slot.Columns), item);
                    }
                }

                places.Add((s, layer, item));
            }
        }

        return items;
    }

    private static IEnumerable<Part> Cut(WeightSlot slot, int layer, int item, long bytes, IReadOnlyList<(int First, int Rows)> windows) => windows.Count == 1
        ? [new Part(item, slot, layer, 0, slot.Rows, bytes, Name(slot, layer))]
        : windows.Select(w => new Part(
            item, slot, layer, w.First, w.Rows, bytes / slot.Rows * w.Rows, FormattableString.Invariant($"{Name(slot, layer)}, rows {w.First} to {w.First + w.Rows - 1}")));

    private static BufferRange Joined((Part Part, BufferRange Range)[] parts) => parts.Length == 1
        ? parts[0].Range
        : parts[0].Range with { Windows = [.. parts.Select(static p => new WeightWindow(p.Range, p.Part.First, p.Part.Rows))] };

    /// <summary>The range of a slot for a layer; the layer does not matter for a slot outside the layers.</summary>
    public BufferRange Get(int slot, int layer) =>
        _ranges.TryGetValue((slot, layer), out BufferRange range) || _ranges.TryGetValue((slot, WeightSlot.NoLayer), out range)
            ? range
            : throw new ArgumentException(FormattableString.Invariant($"The weight slot {slot} does not exist for layer {layer}."), nameof(slot));

    /// <summary>Bytes of all weights, shared ones once.</summary>
    public long Bytes() => _arena.Ranges.Sum(static range => range.Bytes);

    /// <summary>The largest part of a range that a token reads through any slot that has it; 1 where nothing is said.</summary>
    public double ReadFraction(BufferRange range, IReadOnlyDictionary<int, double> fractions) =>
        _ranges.Where(r => r.Value == range).Max(r => fractions.GetValueOrDefault(r.Key.Slot, 1));

    public void Dispose() => _arena.Dispose();

    /// <summary>Rows of a weight that lie together on the device.</summary>
    private sealed record Part(int Item, WeightSlot Slot, int Layer, int First, int Rows, long Bytes, string Name);

    private static string Name(WeightSlot slot, int layer) =>
        layer == WeightSlot.NoLayer ? $"weight {slot.Name}" : FormattableString.Invariant($"weight {slot.Name} of layer {layer}");

    /// <summary>The key of the tensor that is the whole slot, or null where the slot is put together.</summary>
    private static string? WholeTensor(WeightSlot slot, WeightAlternative made, int layer) =>
        made.Sources is [{ Experts: 0, Blocks: [{ SourceStart: 0, TargetStart: 0, Blocks: 1 } block] } source] && block.Rows == slot.Rows
            ? source.KeyFor(layer, expert: 0)
            : null;
}
