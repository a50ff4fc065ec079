using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A model's weights on the device: a range for each slot and layer. Slots made of the same tensor (tied embeddings) share one.</summary>
internal sealed class WeightStore : IDisposable
{
    private readonly BufferArena _arena;
    private readonly Dictionary<(int Slot, int Layer), BufferRange> _ranges;

    private readonly InputOrders? _orders;

    private WeightStore(BufferArena arena, Dictionary<(int Slot, int Layer), BufferRange> ranges, InputOrders? orders)
    {
        _arena = arena;
        _orders = orders;
        _ranges = ranges;
    }

    /// <summary>Allocates and fills the weights, those too large to bind in windows. Orders of inputs belong to the store when it is made.</summary>
    public static WeightStore Load(VulkanDevice device, WeightReader reader, StoragePlan storage, MemoryTable uses, LoadReport report, WindowRules windows, int pieceBytes = WeightUploader.UsualPieceBytes, InputOrders? orders = null)
    {
        List<(int Slot, int Layer, int Item)> places = [];
        List<Part> parts = [];
        int items = Arrange(reader, storage, windows, places, parts);
        BufferArena arena = BufferArena.Allocate(device, [.. parts.Select(static part => new BufferRequest(part.Name, part.Bytes))], MemoryUsage.Device, uses);
        try
        {
            using WeightUploader uploader = new(device, reader, report, pieceBytes);
            uploader.Upload([.. parts.Select((part, i) => new WeightUpload(part.Slot, part.Layer, part.First, part.Rows, part.Placed(arena.Ranges[i]), storage.OrdersOf(part.Slot, part.Layer)))]);
        }
        catch
        {
            arena.Dispose();
            throw;
        }

        BufferRange[] ranges = [.. Enumerable.Range(0, items).Select(item => Joined([.. parts.Zip(arena.Ranges).Where(part => part.First.Item == item)]))];
        return new WeightStore(arena, places.ToDictionary(static p => (p.Slot, p.Layer), p => ranges[p.Item] with { Order = orders?.Of(p.Slot, p.Layer) }), orders);
    }

    /// <summary>Which weights there are and how they are cut; slots that are the same whole tensor are one item.</summary>
    private static int Arrange(WeightReader reader, StoragePlan storage, WindowRules windows, List<(int Slot, int Layer, int Item)> places, List<Part> parts)
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
                    parts.AddRange(slot.Kind == WeightKind.Matrix ? Cut(s, slot, layer, item, storage, windows) : [Vector(slot, layer, item)]);
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

    private static Part Vector(WeightSlot slot, int layer, int item) => new(item, slot, layer, 0, slot.Rows, StoragePlan.VectorBytes(slot), Format: null, Name(slot, layer));

    /// <summary>The windows of a matrix: rows of one format, no more than can be bound.</summary>
    private static IEnumerable<Part> Cut(int number, WeightSlot slot, int layer, int item, StoragePlan storage, WindowRules windows) =>
        from part in storage.Of(slot, layer)
        let rowBytes = part.Format.RowBytes(slot.Columns)
        from window in windows.Cut(number, part.Rows, rowBytes)
        let first = part.FirstRow + window.First
        let name = window.Rows == slot.Rows ? Name(slot, layer) : FormattableString.Invariant($"{Name(slot, layer)}, rows {first} to {first + window.Rows - 1}")
        select new Part(item, slot, layer, (int)first, (int)window.Rows, window.Rows * rowBytes, part.Format, name);

    private static BufferRange Joined((Part Part, BufferRange Range)[] parts) => parts.Length == 1
        ? parts[0].Part.Placed(parts[0].Range)
        : parts[0].Part.Placed(parts[0].Range) with { Windows = [.. parts.Select(static p => new BufferWindow(p.Part.Placed(p.Range), p.Part.First, p.Part.Rows))] };

    /// <summary>The range of a slot for a layer; the layer does not matter for a slot outside the layers.</summary>
    public BufferRange Get(int slot, int layer) =>
        _ranges.TryGetValue((slot, layer), out BufferRange range) || _ranges.TryGetValue((slot, WeightSlot.NoLayer), out range)
            ? range
            : throw new ArgumentException(FormattableString.Invariant($"The weight slot {slot} does not exist for layer {layer}."), nameof(slot));

    /// <summary>The order in which a weight's columns are kept, or the orders of each expert's, or where they are kept as they lie one that says so.</summary>
    public BufferRange OrderOf(int slot, int layer) => _orders?.Asked(slot, layer) ?? throw new InvalidOperationException("The model takes no inputs in an order.");

    /// <summary>Bytes of all weights, shared ones once.</summary>
    public long Bytes() => _arena.Ranges.Sum(static range => range.Bytes);

    /// <summary>The largest part of a range that a token reads through any slot that has it; 1 where nothing is said.</summary>
    public double ReadFraction(BufferRange range, IReadOnlyDictionary<int, double> fractions) =>
        _ranges.Where(r => r.Value == range).Max(r => fractions.GetValueOrDefault(r.Key.Slot, 1));

    public void Dispose()
    {
        _arena.Dispose();
        _orders?.Dispose();
    }

    /// <summary>Rows of a weight that lie together on the device.</summary>
    private sealed record Part(int Item, WeightSlot Slot, int Layer, int First, int Rows, long Bytes, BlockFormat? Format, string Name)
    {
        public BufferRange Placed(BufferRange range) => range with { Format = Format };
    }

    private static string Name(WeightSlot slot, int layer) =>
        layer == WeightSlot.NoLayer ? $"weight {slot.Name}" : FormattableString.Invariant($"weight {slot.Name} of layer {layer}");

    /// <summary>The key of the tensor that is the whole slot, or null where the slot is put together.</summary>
    private static string? WholeTensor(WeightSlot slot, WeightAlternative made, int layer) =>
        made.Sources is [{ Experts: 0, Blocks: [{ SourceStart: 0, TargetStart: 0, Blocks: 1 } block] } source] && block.Rows == slot.Rows
            ? source.KeyFor(layer, expert: 0)
            : null;
}
