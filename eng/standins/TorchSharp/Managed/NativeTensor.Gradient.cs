using System;

namespace TorchSharp.Managed;

internal sealed partial class NativeTensor
{
    private GradNode? _producer;
    private int _historySeen;
    private bool _isTrackedLeaf;

    /// <summary>The accumulated gradient of a leaf (or of a result that retains it).</summary>
    public NativeTensor? Grad { get; set; }

    /// <summary>The tensor that this is a view of; never itself a view.</summary>
    public NativeTensor? ViewBase { get; private set; }

    /// <summary>Makes from a tensor shaped as the base the window that this view is.</summary>
    public Func<NativeTensor, NativeTensor>? ViewOfBase { get; private set; }

    /// <summary>Counts how often a change in place gave the base a new producer, after which its views' producers are stale.</summary>
    public int History { get; private set; }

    public GradNode? Producer
    {
        get
        {
            if (ViewBase is not null && _historySeen != ViewBase.History)
            {
                _historySeen = ViewBase.History;
                _producer = ViewBase.RequiresGrad ? Tape.ViewNode("AsStridedBackward0", ViewBase, ViewOfBase!) : null;
            }

            return _producer;
        }
    }

    public bool IsLeaf => Producer is null;

    public bool RequiresGrad => _isTrackedLeaf || Producer is not null;

    public GradEdge Edge => Producer is GradNode node ? new GradEdge(node, null) : new GradEdge(null, _isTrackedLeaf ? this : null);

    public void Track(bool requiresGrad)
    {
        if (!IsLeaf)
        {
            _ = requiresGrad ? true : throw NativeError.Of(
                "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph " +
                "that doesn't require differentiation use var_no_grad = var.detach().");
            return;
        }

        if (requiresGrad && !IsFloat)
        {
            throw NativeError.Of("only Tensors of floating point dtype can require gradients");
        }

        if (requiresGrad && IsInference && !GradMode.IsInference)
        {
            throw NativeError.Of("Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.");
        }

        _isTrackedLeaf = requiresGrad;
    }

    public void SetProducer(GradNode? producer)
    {
        _producer = producer;
        if (ViewBase is not null)
        {
            _historySeen = ViewBase.History;
        }
    }

    public void BecomeViewOf(NativeTensor source, Func<NativeTensor, NativeTensor> view)
    {
        ViewBase = source.ViewBase ?? source;
        Func<NativeTensor, NativeTensor>? before = source.ViewOfBase;
        ViewOfBase = before is null ? view : t => view(before(t));
        _historySeen = ViewBase.History;
    }

    /// <summary>Gives the tensor a new past after a change in place.</summary>
    public void Rewrite(GradNode? producer)
    {
        History++;
        _producer = producer;
    }

    /// <summary>
    /// This tensor as it stands before a change in place, with its place in the graph. While operations are recorded it has
    /// memory of its own, so that an operation may save it although its result is about to take its place.
    /// </summary>
    public NativeTensor Before()
    {
        NativeTensor before = GradMode.IsEnabled && IsFloat ? Ops.CloneOf(this) : Window();
        before._producer = Producer;
        before._isTrackedLeaf = _isTrackedLeaf;
        return before;
    }
}
