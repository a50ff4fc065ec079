using System.Collections.Generic;

namespace TorchSharp.Managed;

/// <summary>The backward pass: from a result's gradient to the leaves'.</summary>
internal static class GradEngine
{
    public static void Backward(NativeTensor root, NativeTensor? grad, bool retainGraph)
    {
        if (!root.RequiresGrad)
        {
            throw NativeError.Of("element 0 of tensors does not require grad and does not have a grad_fn");
        }

        using GradMode mode = GradMode.Set(false);
        Run(root, Seed(root, grad), retainGraph, wanted: null);
    }

    /// <summary>The gradients of <paramref name="root"/> by some inputs, leaving every <c>.grad</c> as it is.</summary>
    public static NativeTensor?[] Gradients(NativeTensor root, NativeTensor? grad, NativeTensor[] inputs, bool retainGraph)
    {
        using GradMode mode = GradMode.Set(false);
        Dictionary<object, NativeTensor> wanted = [];
        foreach (NativeTensor input in inputs)
        {
            GradEdge edge = input.Edge;
            wanted[(object?)edge.Node ?? input] = input;
        }

        Dictionary<object, NativeTensor> found = Run(root, Seed(root, grad), retainGraph, wanted);
        NativeTensor?[] result = new NativeTensor?[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            result[i] = found.GetValueOrDefault((object?)inputs[i].Edge.Node ?? inputs[i]);
        }

        return result;
    }

    private static NativeTensor Seed(NativeTensor root, NativeTensor? grad)
    {
        if (grad is not null)
        {
            return Shape.Same(grad.Sizes, root.Sizes)
                ? grad
                : throw NativeError.Of($"Mismatch in shape: grad_output[0] has a shape of {Shape.Text(grad.Sizes)} and output[0] has a shape of {Shape.Text(root.Sizes)}.");
        }

        return root.Numel == 1
            ? Ops.Full(root.Sizes, 1, root.Type)
            : throw NativeError.Of("grad can be implicitly created only for scalar outputs");
    }

    private static Dictionary<object, NativeTensor> Run(
        NativeTensor root, NativeTensor seed, bool retainGraph, Dictionary<object, NativeTensor>? wanted)
    {
        Dictionary<object, NativeTensor> found = [];
        Dictionary<GradNode, NativeTensor> pending = [];
        PriorityQueue<GradNode, long> queue = new();
        List<GradNode> done = [];
        Flow(root.Edge, seed);
        while (queue.TryDequeue(out GradNode? node, out _))
        {
            pending.Remove(node, out NativeTensor? grad);
            if (node.Retaining is NativeTensor kept)
            {
                Accumulate(kept, grad!);
            }

            if (wanted is not null && wanted.ContainsKey(node))
            {
                found[node] = grad!;
            }

            NativeTensor?[] grads = node.Run(grad!);
            done.Add(node);
            for (int i = 0; i < grads.Length; i++)
            {
                if (grads[i] is NativeTensor part)
                {
                    Flow(node.Inputs[i], part);
                }
            }
        }

        if (!retainGraph)
        {
            done.ForEach(static node => node.Release());
        }

        return found;

        void Flow(GradEdge edge, NativeTensor part)
        {
            if (edge.Leaf is NativeTensor leaf)
            {
                if (wanted is null)
                {
                    Accumulate(leaf, part);
                }
                else if (wanted.ContainsKey(leaf))
                {
                    found[leaf] = found.TryGetValue(leaf, out NativeTensor? sum) ? Ops.Add(sum, part) : part;
                }
            }
            else if (edge.Node is GradNode node)
            {
                if (pending.TryGetValue(node, out NativeTensor? sum))
                {
                    pending[node] = Ops.Add(sum, part);
                }
                else
                {
                    pending[node] = part;
                    queue.Enqueue(node, -node.Order);
                }
            }
        }
    }

    private static void Accumulate(NativeTensor leaf, NativeTensor grad)
    {
        NativeTensor own = Ops.ReduceTo(grad, leaf.Sizes, leaf.Type);
        if (leaf.Grad is null)
        {
            leaf.Grad = Ops.CloneOf(own);
        }
        else
        {
            leaf.Grad.WriteFrom(Ops.Add(leaf.Grad, own));
        }
    }
}
