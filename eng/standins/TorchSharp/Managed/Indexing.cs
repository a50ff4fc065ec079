using System;
using System.Collections.Generic;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

/// <summary>Square brackets: numbers, ranges, new axes and ellipses give a view; tensors among them pick elements from it.</summary>
internal sealed class Indexing
{
    private readonly NativeTensor _view;
    private readonly NativeTensor?[] _picks;

    private Indexing(NativeTensor view, NativeTensor?[] picks)
    {
        _view = view;
        _picks = picks;
    }

    public static NativeTensor Get(NativeTensor x, ReadOnlySpan<TensorIndex> indices)
    {
        Indexing indexing = Parse(x, indices);
        if (Array.TrueForAll(indexing._picks, static p => p is null))
        {
            return ReferenceEquals(indexing._view, x) ? Ops.Alias(x) : indexing._view;
        }

        (int[] positions, long[] sizes) = indexing.Positions();
        return Ops.Take(indexing._view, positions, sizes, "IndexBackward0");
    }

    public static void Put(NativeTensor x, ReadOnlySpan<TensorIndex> indices, NativeTensor value, bool accumulate)
    {
        Indexing indexing = Parse(x, indices);
        if (Array.TrueForAll(indexing._picks, static p => p is null))
        {
            NativeTensor target = indexing._view;
            if (accumulate)
            {
                InPlace.Apply(target, t => Ops.Add(t, value));
            }
            else
            {
                Ops.Copy(target, value);
            }

            return;
        }

        (int[] positions, long[] sizes) = indexing.Positions();
        if (value.Type != x.Type && value.Rank > 0)
        {
            throw NativeError.Of(
                "Index put requires the source and destination dtypes match, got " +
                $"{ElementTypes.NativeName(x.Type)} for the destination and {ElementTypes.NativeName(value.Type)} for the source.");
        }

        Ops.PutInPlace(indexing._view, positions, Ops.Convert(Ops.Expand(value, sizes), x.Type), accumulate, "IndexPutBackward0");
    }

    private static Indexing Parse(NativeTensor x, ReadOnlySpan<TensorIndex> indices)
    {
        int named = 0;
        foreach (TensorIndex index in indices)
        {
            named += index.kind switch
            {
                TensorIndex.Kind.None or TensorIndex.Kind.Null or TensorIndex.Kind.Ellipsis or TensorIndex.Kind.Bool => 0,
                TensorIndex.Kind.Tensor when index.tensor!.Native is { Type: ScalarType.Bool } mask => mask.Rank,
                _ => 1,
            };
        }

        if (named > x.Rank)
        {
            throw NativeError.Of($"too many indices for tensor of dimension {Shape.Number(x.Rank)}");
        }

        NativeTensor view = x;
        List<NativeTensor?> picks = [];
        foreach (TensorIndex index in indices)
        {
            int d = picks.Count;
            switch (index.kind)
            {
                case TensorIndex.Kind.None or TensorIndex.Kind.Null:
                    view = Ops.Unsqueeze(view, d);
                    picks.Add(null);
                    break;
                case TensorIndex.Kind.Ellipsis:
                    for (int skipped = x.Rank - named; skipped > 0; skipped--)
                    {
                        picks.Add(null);
                    }

                    break;
                case TensorIndex.Kind.Bool:
                    view = Ops.Unsqueeze(view, d);
                    picks.Add(NativeTensor.From(index.startIndexOrBoolOrSingle == 0 ? [] : new long[1], [index.startIndexOrBoolOrSingle!.Value], ScalarType.Int64));
                    break;
                case TensorIndex.Kind.Single:
                    RefuseOutside(view, d, index.startIndexOrBoolOrSingle!.Value);
                    view = Ops.Select(view, d, index.startIndexOrBoolOrSingle!.Value);
                    break;
                case TensorIndex.Kind.Slice:
                    view = Ops.Slice(view, d, index.startIndexOrBoolOrSingle ?? 0, index.stopIndex ?? long.MaxValue, index.step ?? 1);
                    picks.Add(null);
                    break;
                default:
                    AddPicks(picks, index.tensor!.Native, view, d);
                    break;
            }
        }

        while (picks.Count < view.Rank)
        {
            picks.Add(null);
        }

        return new Indexing(view, [.. picks]);
    }

    private static void RefuseOutside(NativeTensor view, int d, long at)
    {
        if (at >= view.Sizes[d] || at < -view.Sizes[d])
        {
            throw NativeError.Of($"index {Shape.Number(at)} is out of bounds for dimension {Shape.Number(d)} with size {Shape.Number(view.Sizes[d])}");
        }
    }

    private static void AddPicks(List<NativeTensor?> picks, NativeTensor index, NativeTensor view, int d)
    {
        if (index.IsFloat)
        {
            throw NativeError.Of("tensors used as indices must be long, int, byte or bool tensors");
        }

        if (index.Type is not (ScalarType.Bool or ScalarType.Byte))
        {
            picks.Add(index);
            return;
        }

        for (int k = 0; k < index.Rank; k++)
        {
            if (index.Sizes[k] != view.Sizes[d + k])
            {
                throw NativeError.Of($"The shape of the mask {Shape.Text(index.Sizes)} at index {Shape.Number(k)} does not match the shape of the indexed tensor {Shape.Text(view.Sizes)} at index {Shape.Number(d + k)}");
            }
        }

        NativeTensor where = Ops.NonZero(index);
        for (int k = 0; k < index.Rank; k++)
        {
            picks.Add(Ops.Select(where, 1, k));
        }
    }

    /// <summary>Where in the view each element of the result lies; the picked dimensions stand together, or first where they stood apart.</summary>
    private (int[] Positions, long[] Sizes) Positions()
    {
        long[] picked = [];
        List<int> dims = [];
        for (int d = 0; d < _picks.Length; d++)
        {
            if (_picks[d] is NativeTensor pick)
            {
                picked = Shape.Broadcast(picked, pick.Sizes);
                dims.Add(d);
            }
        }

        bool together = dims[^1] - dims[0] == dims.Count - 1;
        int front = together ? dims[0] : 0;
        long[] strides = Shape.Contiguous(_view.Sizes);
        List<long> sizes = [];
        List<long> steps = [];
        for (int d = 0; d < _picks.Length; d++)
        {
            if (_picks[d] is null)
            {
                sizes.Add(_view.Sizes[d]);
                steps.Add(strides[d]);
            }
        }

        int[] shifts = Shifts(dims, picked, strides);
        long before = Shape.Numel(sizes.GetRange(0, front).ToArray());
        long after = Shape.Numel(sizes.GetRange(front, sizes.Count - front).ToArray());
        int[] rest = new NativeTensor(_view.Storage, [.. sizes], [.. steps], 0).ElementOffsets();
        int[] positions = new int[before * shifts.Length * after];
        int next = 0;
        for (int b = 0; b < before; b++)
        {
            foreach (int shift in shifts)
            {
                for (int a = 0; a < after; a++)
                {
                    positions[next++] = shift + rest[(b * after) + a];
                }
            }
        }

        sizes.InsertRange(front, picked);
        return (positions, [.. sizes]);
    }

    private int[] Shifts(List<int> dims, long[] picked, long[] strides)
    {
        int[] shifts = new int[checked((int)Shape.Numel(picked))];
        foreach (int d in dims)
        {
            long[] at = Geometry.Expand(_picks[d]!, picked).ToLongs();
            long size = _view.Sizes[d];
            for (int i = 0; i < shifts.Length; i++)
            {
                long own = at[i] < 0 ? at[i] + size : at[i];
                if (own < 0 || own >= size)
                {
                    throw NativeError.Of($"index {Shape.Number(at[i])} is out of bounds for dimension {Shape.Number(d)} with size {Shape.Number(size)}");
                }

                shifts[i] += (int)(own * strides[d]);
            }
        }

        return shifts;
    }
}
