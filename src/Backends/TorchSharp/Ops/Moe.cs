using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Router, experts and, where there is one, the shared expert with its gate: (x, then their weights).</summary>
internal sealed record SparseMlp(int Count, int PerToken, int Width, int? SharedWidth, bool Renormalise, Activation Function) : Op("sparse_mlp")
{
    /// <summary>
    /// Whether the shared expert lies with the others in one piece of memory, so that one token gathers all of them at once: where their widths differ, the
    /// narrower are padded with zeros, and that may cost half of the weights' memory again but not more.
    /// </summary>
    public bool IsSharedStacked => SharedWidth is int shared && 2L * (Count + 1) * System.Math.Max(Width, shared) <= 3L * (((long)Count * Width) + shared);

    public override string Attributes =>
        $"{PerToken} of {Count}, {Width}{(SharedWidth is int shared ? $", shared {shared}" : "")}{(Renormalise ? ", renormalise" : "")}, {Function.ToString().ToLowerInvariant()}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[1].Width == inputs[0].Width, "the router takes x", inputs);
        return inputs[0];
    }
}
