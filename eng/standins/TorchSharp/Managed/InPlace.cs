using System;

namespace TorchSharp.Managed;

/// <summary>Changes in place: who may be changed, the version count, and the new past of the changed tensor.</summary>
internal static class InPlace
{
    /// <summary>Replaces the elements of <paramref name="self"/> by those of what <paramref name="op"/> makes of it.</summary>
    public static void Apply(NativeTensor self, Func<NativeTensor, NativeTensor> op)
    {
        Check(self);
        NativeTensor result = op(self.Before());
        if (!Shape.Same(result.Sizes, self.Sizes))
        {
            throw NativeError.Of(
                $"output with shape {Shape.Text(self.Sizes)} doesn't match the broadcast shape {Shape.Text(result.Sizes)}");
        }

        if (!ElementTypes.CanCast(result.Type, self.Type))
        {
            throw NativeError.Of(
                $"result type {ElementTypes.NativeName(result.Type)} can't be cast to the desired output type {ElementTypes.NativeName(self.Type)}");
        }

        Finish(self, Ops.Convert(result, self.Type));
    }

    /// <summary>As <see cref="Apply"/>, for operations that convert freely (copy_) or keep the type by nature.</summary>
    public static void Replace(NativeTensor self, Func<NativeTensor, NativeTensor> op)
    {
        Check(self);
        Finish(self, Ops.Convert(op(self.Before()), self.Type));
    }

    public static void Check(NativeTensor self)
    {
        if (self.IsInference && !GradMode.IsInference)
        {
            throw NativeError.Of(
                "Inplace update to inference tensor outside InferenceMode is not allowed." +
                "You can make a clone to get a normal tensor before doing inplace update.");
        }

        if (!GradMode.IsEnabled)
        {
            return;
        }

        if (self is { IsLeaf: true, RequiresGrad: true })
        {
            throw NativeError.Of("a leaf Variable that requires grad is being used in an in-place operation.");
        }

        if (self.ViewBase is { IsLeaf: true, RequiresGrad: true } && self.RequiresGrad)
        {
            throw NativeError.Of("a view of a leaf Variable that requires grad is being used in an in-place operation.");
        }
    }

    private static void Finish(NativeTensor self, NativeTensor result)
    {
        GradNode? producer = GradMode.IsEnabled ? NodeOf(result) : null;
        self.WriteFrom(result);
        self.Storage.Version++;
        if (!GradMode.IsEnabled)
        {
            return;
        }

        if (self.ViewBase is not NativeTensor whole)
        {
            if (producer is not null || self.Producer is not null)
            {
                self.Rewrite(producer);
            }
        }
        else if (producer is not null || whole.RequiresGrad)
        {
            whole.Rewrite(SliceNode(self, whole, producer));
        }
    }

    /// <summary>The result's own node; a leaf that is copied in gets one that hands its gradient on.</summary>
    private static GradNode? NodeOf(NativeTensor result)
    {
        return result.Producer ?? (result.RequiresGrad
            ? new GradNode("CopyBackwards", [result.Edge], [], static (grad, _) => [grad])
            : null);
    }

    /// <summary>The past of a tensor of which one window was overwritten: the rest of it comes from before, the window from the new values.</summary>
    private static GradNode SliceNode(NativeTensor view, NativeTensor whole, GradNode? producer)
    {
        Func<NativeTensor, NativeTensor> window = view.ViewOfBase!;
        return new GradNode("CopySlices", [whole.Edge, new GradEdge(producer, null)], [], (grad, _) =>
        {
            NativeTensor rest = Ops.CloneOf(grad);
            NativeTensor part = window(rest);
            NativeTensor inside = Ops.CloneOf(part);
            part.WriteFrom(Ops.Full(part.Sizes, 0, part.Type));
            return [rest, inside];
        });
    }
}
