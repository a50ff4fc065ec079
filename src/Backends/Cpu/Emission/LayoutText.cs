using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>Sizes of operations that are too many for a call: records of the runtime, one for each distinct operation of a model.</summary>
internal static class LayoutText
{
    public static IEnumerable<Layout> All(Tower tower) => tower.Kinds
        .SelectMany(static kind => kind.Body.Nodes
            .Where(static node => node.Op is CachedAttention or RoutedExperts or GatedDelta)
            .Select(node => new Layout(NameOf(node.Op), TypeOf(node.Op), ValueOf(kind.Body, node))))
        .Distinct();

    /// <summary>The layout's name in the class; empty for an operation that needs none.</summary>
    public static string NameOf(Op op) => op switch
    {
        CachedAttention { Window: null } => "FullAttention",
        CachedAttention => "SlidingAttention",
        MixedConvolution or GatedDelta => "LinearAttention",
        RoutedExperts => "Experts",
        _ => "",
    };

    public static string Function(Activation function) => $"{CpuNames.Activation}.{function}";

    private static string TypeOf(Op op) => CpuNames.Namespace + op switch
    {
        CachedAttention => "AttentionLayout",
        RoutedExperts => "ExpertsLayout",
        _ => "DeltaLayout",
    };

    private static string ValueOf(Graph graph, Node node) => node.Op switch
    {
        CachedAttention a =>
            $"new(\n    Heads: {Literal.Of(a.Heads)}, KeyValueHeads: {Literal.Of(a.State.Heads)}, HeadDim: {Literal.Of(a.State.HeadDim)}, RotaryDim: {Literal.Of(a.RotaryDim)}, " +
            $"Window: {Literal.Of(a.Window)}, OutputGate: {Literal.Of(a.OutputGate)}, Epsilon: {Literal.Of(a.Norm.Epsilon)}, ZeroCentred: {Literal.Of(a.Norm.ZeroCentred)})",
        RoutedExperts e =>
            $"new(\n    Count: {Literal.Of(e.Count)}, PerToken: {Literal.Of(e.PerToken)}, Width: {Literal.Of(e.Width)}, Renormalise: {Literal.Of(e.Renormalise)}, {Function(e.Function)})",
        GatedDelta d when graph.Define(node.Inputs[1]).Op is MixedConvolution c =>
            $"new(\n    KeyHeads: {Literal.Of(d.Sizes.KeyHeads)}, ValueHeads: {Literal.Of(d.Sizes.ValueHeads)}, KeyDim: {Literal.Of(d.Sizes.KeyDim)}, ValueDim: {Literal.Of(d.Sizes.ValueDim)}, " +
            $"Kernel: {Literal.Of(c.State.Columns + 1)}, {Function(c.Function)}, Epsilon: {Literal.Of(d.Epsilon)})",
        _ => throw new IrException($"sizes of {node.Op}"),
    };
}

/// <summary>A static member that holds sizes.</summary>
internal sealed record Layout(string Name, string Type, string Value);
