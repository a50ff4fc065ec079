using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The orders in which a checkpoint's matrices have their columns, on the device: of each that is kept in an order of its own, the order and what a product with it applies to inputs.</summary>
internal sealed class InputOrders : IDisposable
{
    private const string During = "copying orders of inputs";

    private readonly BufferArena _arena;
    private readonly Dictionary<(int Slot, int Layer), InputOrder> _orders = [];

    private InputOrders(BufferArena arena)
    {
        _arena = arena;
    }

    /// <summary>Allocates and fills them.</summary>
    /// <param name="device">The device.</param>
    /// <param name="reader">The checkpoint.</param>
    /// <param name="storage">Says which matrices have an order.</param>
    /// <param name="products">Says which norms are applied to their inputs.</param>
    /// <returns><see langword="null"/> where no matrix has one.</returns>
    public static InputOrders? Load(VulkanDevice device, WeightReader reader, StoragePlan storage, ProductSurvey products)
    {
        List<(int Slot, int Layer, string Name, byte[] Columns, byte[]? Norm)> parts = [];
        for (int number = 0; number < reader.Manifest.Slots.Count; number++)
        {
            WeightSlot slot = reader.Manifest.Slots[number];
            foreach (int layer in slot.Instances)
            {
                if (storage.OrderOf(slot, layer) is { } order)
                {
                    byte[]? norm = products.NormOf(number, layer) is { } factors ? Norm(reader, factors.Slot, factors.Layer, order) : null;
                    parts.Add((number, layer, FormattableString.Invariant($"order of the inputs of {slot.Name} of layer {layer}"), Columns(order), norm));
                }
            }
        }

        return parts.Count == 0 ? null : Load(device, parts);
    }

    /// <summary>Bytes of an order and of a norm's factors in it, which not every matrix has.</summary>
    public static long MostBytes(GroupedColumns order) => 2 * BufferArena.Align(SessionSizes.RowBytes(order.Columns.Length));

    /// <summary>The order of a matrix; null where it is kept as it lies.</summary>
    public InputOrder? Of(int slot, int layer) => _orders.GetValueOrDefault((slot, layer));

    public void Dispose() => _arena.Dispose();

    private static InputOrders Load(VulkanDevice device, List<(int Slot, int Layer, string Name, byte[] Columns, byte[]? Norm)> parts)
    {
        (string Name, byte[] Bytes)[] all = [.. parts.SelectMany(static part => part.Norm is null ? [(part.Name, part.Columns)] : new[] { (part.Name, part.Columns), (part.Name + ", norm", part.Norm) })];
        InputOrders orders = new(BufferArena.Allocate(device, [.. all.Select(static part => new BufferRequest(part.Name, part.Bytes.Length))], MemoryUsage.Device));
        try
        {
            using StagingBuffer staging = new(device, all.Max(static part => part.Bytes.Length), During);
            for (int i = 0; i < all.Length; i++)
            {
                Write(staging, all[i].Bytes, orders._arena.Ranges[i]);
            }

            int next = 0;
            foreach ((int slot, int layer, _, _, byte[]? norm) in parts)
            {
                BufferRange columns = orders._arena.Ranges[next++];
                orders._orders.Add((slot, layer), new InputOrder(columns, norm is null ? null : orders._arena.Ranges[next++]));
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

    /// <summary>Places behind a row's end are their own.</summary>
    private static byte[] Columns(GroupedColumns order)
    {
        uint[] columns = new uint[(order.Columns.Length + 7) / 8 * 8];
        for (int place = 0; place < columns.Length; place++)
        {
            columns[place] = place < order.Columns.Length ? (uint)order.Columns[place] : (uint)place;
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
}
