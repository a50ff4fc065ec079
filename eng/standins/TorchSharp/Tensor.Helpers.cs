using System;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>What several members share.</summary>
    public partial class Tensor
    {
        internal static NativeTensor Condition(Tensor condition) => condition.dtype == ScalarType.Bool
            ? condition.Native
            : throw new ArgumentException("The condition to 'where' must be a boolean tensor.");

        private static NativeTensor Scaled(NativeTensor x, Scalar alpha) =>
            alpha.AsDouble == 1 ? x : Ops.Mul(x, NativeTensor.Number(alpha));

        private static NativeTensor Divide(NativeTensor a, NativeTensor b, RoundingMode mode) => mode switch
        {
            RoundingMode.None => Ops.Div(a, b),
            _ => Ops.DivRounded(a, b, floor: mode == RoundingMode.floor),
        };

        /// <summary>The managed check of the genuine package: only int64 will do.</summary>
        private static NativeTensor Indices(Tensor index) => index.dtype == ScalarType.Int64
            ? index.Native
            : throw new ArgumentException("Element type of 'index' must be 'Int64'");

        private static NativeTensor MaskedScatter(NativeTensor x, NativeTensor mask, NativeTensor source)
        {
            if (mask.Type != ScalarType.Bool)
            {
                throw NativeError.Of("masked_scatter_ only supports boolean masks, but got mask with dtype " + ElementTypes.NativeName(mask.Type));
            }

            if (source.Type != x.Type)
            {
                throw NativeError.Of("masked_scatter_: expected self and source to have same dtypes but got " +
                    $"{ElementTypes.NativeName(x.Type)} and {ElementTypes.NativeName(source.Type)}");
            }

            int[] positions = Ops.MaskPositions(Geometry.Expand(mask, x.Sizes));
            NativeTensor flat = Ops.Flatten(source, 0, -1);
            return positions.Length <= flat.Numel
                ? Ops.Put(x, positions, Ops.Narrow(flat, 0, 0, positions.Length), accumulate: false, "MaskedScatterBackward0")
                : throw NativeError.Of("Number of elements of source < number of ones in mask");
        }

        private static NativeTensor Into(Tensor? target, NativeTensor result)
        {
            if (target is not null)
            {
                Ops.Copy(target.Native, result);
            }

            return result;
        }

        private long[] Tiled(long[] reps)
        {
            long[] all = new long[Native.Rank];
            Array.Fill(all, 1);
            reps.CopyTo(all, all.Length - reps.Length);
            return all;
        }

        private bool AllClose(Tensor target, double rtol, double atol, bool equalNan)
        {
            NativeCalls.Add();
            long[] sizes = Shape.Broadcast(Native.Sizes, target.Native.Sizes);
            double[] own = Geometry.Expand(Native, sizes).ToDoubles();
            double[] other = Geometry.Expand(target.Native, sizes).ToDoubles();
            for (int i = 0; i < own.Length; i++)
            {
                bool close = own[i] == other[i] || Math.Abs(own[i] - other[i]) <= atol + (rtol * Math.Abs(other[i]));
                if (!close && !(equalNan && double.IsNaN(own[i]) && double.IsNaN(other[i])))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
