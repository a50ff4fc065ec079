using System;
using System.Collections.Generic;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The tensor's part in differentiation.</summary>
    public partial class Tensor
    {
        public bool is_leaf => Native.IsLeaf;

        public bool requires_grad
        {
            get => Native.RequiresGrad;
            set => Native.Track(value);
        }

        public Tensor? grad
        {
            get => Native.Grad is NativeTensor own ? Wrap(own) : null;
            set
            {
                NativeTensor? given = value?.Native;
                if (given is not null && (!Shape.Same(given.Sizes, Native.Sizes) || given.Type != Native.Type))
                {
                    throw NativeError.Of("assigned grad has data of a different size or type");
                }

                Native.Grad = given;
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            Native.Track(requires_grad);
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad()
        {
            if (Native.Producer is GradNode node)
            {
                node.Retaining = Native;
            }
        }

        public void backward() => Backward(null, retainGraph: false);

        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            if (create_graph || inputs is not null)
            {
                throw new NotSupportedException("Higher derivatives and chosen inputs are not part of this library; use torch.autograd.grad.");
            }

            Backward(grad_tensors is { Count: > 0 } ? grad_tensors[0].Native : null, retain_graph);
        }

        private void Backward(NativeTensor? grad, bool retainGraph)
        {
            NativeCalls.Add();
            GradEngine.Backward(Native, grad, retainGraph);
        }
    }
}
