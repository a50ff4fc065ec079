using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Differentiation on request.</summary>
    public static partial class autograd
    {
        public static IList<Tensor> grad(
            IList<Tensor> outputs,
            IList<Tensor> inputs,
            IList<Tensor>? grad_outputs = null,
            bool retain_graph = false,
            bool create_graph = false,
            bool allow_unused = false)
        {
            if (create_graph || outputs.Count != 1)
            {
                throw new NotSupportedException("Higher derivatives and several outputs are not part of this library.");
            }

            NativeCalls.Add();
            NativeTensor?[] grads = GradEngine.Gradients(
                outputs[0].Native, grad_outputs?[0].Native, [.. inputs.Select(static t => t.Native)], retain_graph);
            if (!allow_unused && grads.Contains(null))
            {
                throw NativeError.Of(
                    "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.");
            }

            return [.. grads.Select(static g => g is null ? null! : new Tensor(g))];
        }

        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            tensor.backward([grad_tensor], retain_graph ?? false, create_graph, inputs);
    }
}
