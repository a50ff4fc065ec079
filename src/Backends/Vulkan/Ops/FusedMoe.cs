using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Router logits, softmax over all experts, the k best and their weights: (x, weight[experts (+1), h], norm weight?).
/// With <paramref name="Shared"/> the weight's last row is the shared expert's gate, and the last route is that expert with weight <c>sigmoid(gate)</c>.
/// </summary>
internal sealed record Router(int Count, int K, bool Renormalise, bool Shared, NormSpec? Norm) : Op("router")
{
    /// <summary>Routes a row has.</summary>
    public int Slots => Shared ? K + 1 : K;

    public override string Attributes =>
        $"{K} of {Count}{(Renormalise ? ", renormalise" : "")}{(Shared ? ", shared" : "")}{(Norm is null ? "" : ", " + Norm)}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[1].Shape[0] == Count + (Shared ? 1 : 0) && inputs[0].Width == inputs[1].Width, "one weight row an expert", inputs);
        Require(K >= 1 && K <= Count, "k lies within the experts", inputs);
        return TensorType.Of(ElementType.Route, inputs[0].Shape[0], Slots);
    }
}

/// <summary>
/// All routed experts and the shared one, summed into the residual stream in place.
/// Inputs: x, routes, gate_up, down, then those that apply: shared gate_up, shared down, norm weight; last the residual.
/// </summary>
internal sealed record RoutedExperts(int Hidden, int Count, int Width, int K, int? SharedWidth, Activation Function, NormSpec? Norm) : Op("routed_experts")
{
    public int Slots => SharedWidth is null ? K : K + 1;

    /// <summary>Which input the shared expert's gate and up rows are; its down rows are the next.</summary>
    public int? SharedInput => SharedWidth is null ? null : 4;

    /// <summary>Which input the norm's weight is.</summary>
    public int? NormInput => Norm is null ? null : SharedInput + 2 ?? 4;

    public override int InPlaceInput => NormInput + 1 ?? SharedInput + 2 ?? 4;

    public override string Attributes =>
        $"{K} of {Count} x {Width}{(SharedWidth is int shared ? $", shared {shared}" : "")}, {Function.ToString().ToLowerInvariant()}{(Norm is null ? "" : ", " + Norm)}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == Hidden && inputs[1].Width == Slots, "rows and their routes", inputs);
        Require(inputs[2].Shape[0] == 2 * Count * Width && inputs[3].Shape[0] == Count * Hidden, "weights of every expert", inputs);
        Require(inputs.Count == InPlaceInput + 1, $"{InPlaceInput + 1} inputs", inputs);
        return inputs[InPlaceInput];
    }
}
