using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The orders in which a checkpoint's matrices have their columns, on the device: of each that is kept in an order of its own, the order and what a product with it applies to inputs.</summary>
internal sealed class InputOrders : IDisposable
{
    private const string During = "copying orders of inputs";

    private readonly WeightManifest _weights;
    private readonly BufferArena _arena;
    private readonly Dictionary<(int Slot, int Layer), InputOrder> _orders = [];

    private InputOrders(WeightManifest weights, BufferArena arena)
    {
        _weights = weights;
        _arena = arena;
    }

    /// <summary>Allocates and fills them.</summary>
    /// <param name="device">The device.</param>
    /// <param name="reader">The checkpoint.</param>
    /// <param name="storage">Says which matrices have an order.</param>
    /// <param name="products">Says which norms are applied to their inputs, and whose orders the model asks for.</param>
    /// <returns><see langword="null"/> where no matrix has one, and none is asked for.</returns>
    public static InputOrders? Load(VulkanDevice device, WeightReader reader, StoragePlan storage, ProductSurvey products)
    {
        List<Part> parts = [];
        for (int number = 0; number < reader.Manifest.Slots.Count; number++)
        {
            WeightSlot slot = reader.Manifest.Slots[number];
            foreach (int layer in slot.Instances)
            {
                if (storage.OrdersOf(slot, layer) is { } orders)
                {
                    byte[]? norm = products.NormOf(number, layer) is { } factors ? Norm(reader, factors.Slot, factors.Layer, orders.Of(expert: 0)!) : null;
                    parts.Add(new Part(number, layer, FormattableString.Invariant($"order of the inputs of {slot.Name} of layer {layer}"), Columns(orders), norm));
                }
            }
        }

        int widest = products.Asked.Select(static slot => slot.Columns).DefaultIfEmpty().Max();
        return parts.Count == 0 && widest == 0 ? null : Load(device, reader.Manifest, parts, Columns(new ColumnOrders([null], Math.Max(1, widest))));
    }

    /// <summary>Bytes of a model's orders, and of norms' factors in them, which not every matrix has.</summary>
    public static long MostBytes(VulkanModelDefinition definition, StoragePlan storage)
    {
        long norms = storage.AllOrders.Where(static orders => orders.Count == 1).Sum(static orders => BufferArena.Align(SessionSizes.RowBytes(orders.Columns)));
        long asTheyLie = BufferArena.Align(SessionSizes.RowBytes(definition.Weights.Slots.Where(static slot => slot.Kind == WeightKind.Matrix).Max(static slot => slot.Columns)));
        return storage.AllOrders.Sum(static orders => BufferArena.Align(orders.Count * SessionSizes.RowBytes(orders.Columns))) + norms + asTheyLie;
    }

    /// <summary>The order of a matrix; null where it is kept as it lies.</summary>
    public InputOrder? Of(int slot, int layer) => _orders.GetValueOrDefault((slot, layer));

    /// <summary>The order of a matrix that the model asks for; of one that is kept as it lies each column's own number.</summary>
    public BufferRange Asked(int slot, int layer) => Of(slot, layer)?.Columns ?? _arena.Ranges[0].Slice(0, SessionSizes.RowBytes(_weights.Slots[slot].Columns));

    public void Dispose() => _arena.Dispose();

    private static InputOrders Load(VulkanDevice device, WeightManifest weights, List<Part> parts, byte[] asTheyLie)
    {
        (string Name, byte[] Bytes)[] all =
        [
            ("inputs as they lie", asTheyLie),
            .. parts.SelectMany(static part => part.Norm is null ? [(part.Name, part.Columns)] : new[] { (part.Name, part.Columns), (part.Name + ", norm", part.Norm) }),
        ];
        InputOrders orders = new(weights, BufferArena.Allocate(device, [.. all.Select(static part => new BufferRequest(part.Name, part.Bytes.Length))], MemoryUsage.Device));
        try
        {
            using StagingBuffer staging = new(device, all.Max(static part => part.Bytes.Length), During);
            for (int i = 0; i < all.Length; i++)
            {
                Write(staging, all[i].Bytes, orders._arena.Ranges[i]);
            }

            int next = 1;
            foreach (Part part in parts)
            {
                BufferRange columns = orders._arena.Ranges[next++];
                orders._orders.Add((part.Slot, part.Layer), new InputOrder(columns, part.Norm is null ? null : orders._arena.Ranges[next++]));
            }

            return orders;
        }
        catch
        {
            orders.Dispose();
            throw;
        }
    }

    private static void Write(StagingBuffer staging, byte[] bytes, BufferRange target)
    {
        if (target.Buffer.IsMapped)
        {
            bytes.CopyTo(target.Buffer.Span(target.Offset, bytes.Length));
            return;
        }

        staging.Wait();
        bytes.CopyTo(staging.Span(bytes.Length));
        staging.Copy(target);
    }

    /// <summary>Places behind a row's end are their own, and so are all of columns that are kept as they lie.</summary>
    private static byte[] Columns(ColumnOrders orders)
    {
        int stride = (orders.Columns + 7) / 8 * 8;
        uint[] columns = new uint[orders.Count * stride];
        for (int i = 0; i < columns.Length; i++)
        {
            (int expert, int place) = (i / stride, i % stride);
            columns[i] = orders.Of(expert) is { } order && place < orders.Columns ? (uint)order.Columns[place] : (uint)place;
        }

        return MemoryMarshal.AsBytes(columns.AsSpan()).ToArray();
    }

    private static byte[] Norm(WeightReader reader, int number, int layer, GroupedColumns order)
    {
        WeightSlot slot = reader.Manifest.Slots[number];
        byte[] factors = new byte[StoragePlan.VectorBytes(slot)];
        reader.ReadRows(slot, layer, 0, slot.Rows, ElementFormat.Float32, slot.Columns, factors);
        order.Apply(factors, sizeof(float));
        return factors;
    }

    /// <summary>A matrix's order as it goes to the device.</summary>
    private sealed record Part(int Slot, int Layer, string Name, byte[] Columns, byte[]? Norm);
}
