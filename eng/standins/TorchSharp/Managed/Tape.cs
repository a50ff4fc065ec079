using System;

namespace TorchSharp.Managed;

/// <summary>Writes operations down for the backward pass.</summary>
internal static class Tape
{
    public static bool Wants(params ReadOnlySpan<NativeTensor?> inputs)
    {
        if (!GradMode.IsEnabled)
        {
            return false;
        }

        foreach (NativeTensor? input in inputs)
        {
            if (input is { RequiresGrad: true })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Records how <paramref name="result"/> came to be, unless no input's gradient is wanted.</summary>
    public static NativeTensor Record(NativeTensor result, string name, NativeTensor?[] inputs, NativeTensor[] saved, Backward backward)
    {
        if (!result.IsFloat || !Wants(inputs))
        {
            return result;
        }

        foreach (NativeTensor tensor in saved)
        {
            if (tensor.IsInference)
            {
                throw NativeError.Of(
                    "Inference tensors cannot be saved for backward. To work around you can make a clone to get a normal tensor and use it in autograd.");
            }
        }

        GradEdge[] edges = Array.ConvertAll(inputs, static t => t is null ? default : t.Edge);
        result.SetProducer(new GradNode(name, edges, saved, backward));
        return result;
    }

    /// <summary>
    /// A window on <paramref name="source"/>. The gradient of any view is written the same way: into the same window on zeros.
    /// </summary>
    public static NativeTensor View(string name, NativeTensor source, Func<NativeTensor, NativeTensor> view)
    {
        NativeTensor result = view(source);
        result.BecomeViewOf(source, view);
        if (result.IsFloat && Wants(source))
        {
            result.SetProducer(ViewNode(name, source, view));
        }

        return result;
    }

    public static GradNode ViewNode(string name, NativeTensor source, Func<NativeTensor, NativeTensor> view)
    {
        torch.ScalarType type = source.Type;
        long[] sizes = source.Sizes;
        return new GradNode(name, [source.Edge], [], (grad, _) =>
        {
            NativeTensor whole = grad.EmptyLike(type, sizes);
            Accumulate(view(whole), grad);
            return [whole];
        });
    }

    /// <summary>Adds element by element, so that a window which shows one element often (expand) sums.</summary>
    private static void Accumulate(NativeTensor window, NativeTensor grad)
    {
        int[] at = window.ElementOffsets();
        NativeTensor all = window.Window([window.Storage.Length], [1], 0);
        double[] values = all.ToDoubles();
        double[] added = grad.ToDoubles();
        for (int i = 0; i < at.Length; i++)
        {
            values[at[i]] += added[i];
        }

        all.Write(values);
    }
}
