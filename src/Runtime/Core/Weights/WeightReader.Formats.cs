using System;
using System.Buffers;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Modelwright.Runtime;

/// <content>Rows in the formats that matrices are stored in.</content>
public sealed partial class WeightReader
{
    /// <summary>Numbers that one thread reads and quantises at a time.</summary>
    private const int QuantisedAtOnce = 1 << 18;

    /// <summary>The format that holds every number of a source as the checkpoint has it, or when its columns are in orders; float32 where its tensors differ.</summary>
    internal BlockFormat StoredFormatOf(WeightSource source, int layer, ColumnOrders? orders = null)
    {
        BlockFormat[] formats = [.. source.KeysFor(layer).Select((key, expert) => FormatOf(View[key], orders?.Of(expert))).Distinct()];
        return formats.Length == 1 ? formats[0] : new ElementBlocks(ElementFormat.Float32);

        static BlockFormat FormatOf(CheckpointTensor tensor, GroupedColumns? order) => tensor.Packed?.BlocksIn(order) ?? (BlockFormat)new ElementBlocks(tensor.Format);
    }

    /// <summary>The orders of columns in which the first of a slot's quantised tensors that wants one is held without loss, or of each expert's; null where none does.</summary>
    internal ColumnOrders? OrdersOf(WeightSlot slot, int layer)
    {
        EquatableArray<WeightSource> sources = AlternativeOf(slot, layer).Sources;
        GroupedColumns?[] orders =
        [
            .. Enumerable.Range(0, sources.Max(static source => Math.Max(1, source.Experts)))
                .Select(expert => sources.Select(source => View[source.KeyFor(layer, expert)].Packed?.Order).FirstOrDefault(static order => order is not null)),
        ];
        return orders.All(static order => order is null) ? null : new ColumnOrders(orders, slot.Columns);
    }

    /// <summary>Reads rows of a matrix as a format stores them.</summary>
    /// <param name="slot">One of the manifest's slots.</param>
    /// <param name="layer">A layer that has it; <see cref="WeightSlot.NoLayer"/> for a slot outside the layers.</param>
    /// <param name="rowStart">First slot row.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="format">The format.</param>
    /// <param name="destination">Receives <paramref name="rowCount"/> rows of <see cref="BlockFormat.RowBytes"/>.</param>
    /// <exception cref="WeightValueException">A row holds numbers that the format cannot store.</exception>
    public void ReadRows(WeightSlot slot, int layer, int rowStart, int rowCount, BlockFormat format, Span<byte> destination) =>
        ReadRows(slot, layer, rowStart, rowCount, format, orders: null, destination);

    /// <summary>The same with columns in orders.</summary>
    internal unsafe void ReadRows(WeightSlot slot, int layer, int rowStart, int rowCount, BlockFormat format, ColumnOrders? orders, Span<byte> destination)
    {
        if (format is ElementBlocks plain)
        {
            ReadRows(slot, layer, rowStart, rowCount, plain.Element, checked((int)(format.RowBytes(slot.Columns) / plain.Element.SizeInBytes())), orders, destination);
            return;
        }

        int rowBytes = checked((int)format.RowBytes(slot.Columns));
        int rowsAtOnce = Math.Max(1, QuantisedAtOnce / slot.Columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, checked(rowCount * rowBytes), nameof(destination));
        fixed (byte* target = destination)
        {
            byte* rows = target; // a span cannot be taken along to other threads; it stays where it is until they are done
            int pieces = (rowCount + rowsAtOnce - 1) / rowsAtOnce;
            InParallel(pieces, piece =>
            {
                int first = piece * rowsAtOnce;
                int count = Math.Min(rowsAtOnce, rowCount - first);
                Quantise(slot, layer, rowStart + first, count, format, orders, new Span<byte>(rows + ((long)first * rowBytes), count * rowBytes));
            });
        }
    }

    /// <summary>Plain elements with columns in orders.</summary>
    internal void ReadRows(WeightSlot slot, int layer, int rowStart, int rowCount, ElementFormat target, int paddedColumns, ColumnOrders? orders, Span<byte> destination)
    {
        ReadRows(slot, layer, rowStart, rowCount, target, paddedColumns, destination);
        if (orders is null)
        {
            return;
        }

        int rowBytes = paddedColumns * target.SizeInBytes();
        foreach (RowRun run in AlternativeOf(slot, layer).Sources.SelectMany(source => RowRun.Of(source, rowStart, rowCount)))
        {
            for (int row = 0; row < run.Rows; row++)
            {
                orders.Of(run.Expert)?.Apply(destination.Slice((run.TargetRow - rowStart + (row * run.Stride)) * rowBytes, rowBytes), target.SizeInBytes());
            }
        }
    }

    /// <summary>Stores rows in a format: as they are where the file has them so, else by way of float32.</summary>
    private void Quantise(WeightSlot slot, int layer, int rowStart, int rowCount, BlockFormat format, ColumnOrders? orders, Span<byte> destination)
    {
        int rowBytes = destination.Length / rowCount;
        if (StorePacked(slot, layer, rowStart, rowCount, format, orders, rowBytes, destination))
        {
            return;
        }

        float[] values = ArrayPool<float>.Shared.Rent(rowCount * slot.Columns);
        try
        {
            Span<float> wide = values.AsSpan(0, rowCount * slot.Columns);
            ReadRows(slot, layer, rowStart, rowCount, ElementFormat.Float32, slot.Columns, orders, MemoryMarshal.AsBytes(wide));
            for (int row = 0; row < rowCount; row++)
            {
                try
                {
                    format.Encode(wide.Slice(row * slot.Columns, slot.Columns), destination.Slice(row * rowBytes, rowBytes));
                }
                catch (ArgumentException e)
                {
                    throw new WeightValueException(View.Checkpoint.Path, layer == WeightSlot.NoLayer ? slot.Name : $"{slot.Name} of layer {layer}", rowStart + row, e);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(values);
        }
    }

    /// <summary>Codes and scales as they are; false where some of the rows are not stored in that format.</summary>
    private bool StorePacked(WeightSlot slot, int layer, int rowStart, int rowCount, BlockFormat format, ColumnOrders? orders, int rowBytes, Span<byte> destination)
    {
        (RowRun Run, IndirectWeight? Packed)[] runs =
        [
            .. AlternativeOf(slot, layer).Sources.SelectMany(source => RowRun.Of(source, rowStart, rowCount).Select(run => (run, View[source.KeyFor(layer, run.Expert)].Packed))),
        ];
        if (!runs.All(run => run.Packed?.BlocksIn(orders?.Of(run.Run.Expert)) == format))
        {
            return false;
        }

        foreach ((RowRun run, IndirectWeight? packed) in runs)
        {
            packed!.Store(run.SourceRow, run.Rows, run.Stride * rowBytes, destination[((run.TargetRow - rowStart) * rowBytes)..], orders?.Of(run.Expert));
        }

        return true;
    }

    /// <summary>On all processors; the first exception is thrown as it is.</summary>
    private static void InParallel(int count, Action<int> work)
    {
        try
        {
            Parallel.For(0, count, work);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
