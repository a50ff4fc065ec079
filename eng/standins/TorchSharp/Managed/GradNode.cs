using System;
using System.Threading;

namespace TorchSharp.Managed;

/// <summary>From a result's gradient and the saved tensors to the inputs' gradients; null where an input needs none.</summary>
internal delegate NativeTensor?[] Backward(NativeTensor grad, NativeTensor[] saved);

/// <summary>One recorded operation. Every one has one differentiable result; what has several is recorded once for each.</summary>
internal sealed class GradNode
{
    private static long _lastOrder;
    private readonly NativeTensor[] _saved;
    private readonly int[] _versions;
    private Backward? _backward;

    public GradNode(string name, GradEdge[] inputs, NativeTensor[] saved, Backward backward)
    {
        Name = name;
        Inputs = inputs;
        Order = Interlocked.Increment(ref _lastOrder);
        _saved = saved;
        _versions = Array.ConvertAll(saved, static t => t.Storage.Version);
        _backward = backward;
    }

    public string Name { get; }

    public GradEdge[] Inputs { get; }

    /// <summary>Later operations have higher numbers, so descending order is a valid order for the backward pass.</summary>
    public long Order { get; }

    /// <summary>The result, where the user asked to keep its gradient.</summary>
    public NativeTensor? Retaining { get; set; }

    public NativeTensor?[] Run(NativeTensor grad)
    {
        Backward backward = _backward ?? throw NativeError.Of(
            "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). " +
            "Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). " +
            "Specify retain_graph=True if you need to backward through the graph a second time " +
            "or if you need to access saved tensors after calling backward.");
        for (int i = 0; i < _saved.Length; i++)
        {
            int version = _saved[i].Storage.Version;
            if (version != _versions[i])
            {
                throw NativeError.Of(
                    "one of the variables needed for gradient computation has been modified by an inplace operation: " +
                    $"[{_saved[i]}], which is an operand of {Name}, is at version {Shape.Number(version)}; " +
                    $"expected version {Shape.Number(_versions[i])} instead.");
            }
        }

        return backward(grad, _saved);
    }

    /// <summary>Frees what was saved; a node that saved nothing may be run again, as in libtorch.</summary>
    public void Release()
    {
        if (_saved.Length > 0)
        {
            _backward = null;
        }
    }
}

/// <summary>Where a gradient flows: to the operation that made a tensor, to a leaf, or nowhere.</summary>
internal readonly record struct GradEdge(GradNode? Node, NativeTensor? Leaf)
{
    public bool IsEmpty => Node is null && Leaf is null;
}
