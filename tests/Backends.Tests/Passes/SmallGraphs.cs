using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>Graphs of a few ops, made by hand: what no lowering makes today, and one may make tomorrow.</summary>
internal static class SmallGraphs
{
    public const int Hidden = 8;

    /// <summary>Something that is no product, no norm and no parameter.</summary>
    public static ValueId Odd(this GraphBuilder builder, ValueId x) => builder.Add(new Sigmoid(), x);

    public static ValueId Product(this GraphBuilder builder, ValueId x, int rows, bool bias = false, string name = "w")
    {
        int columns = builder.TypeOf(x).Width;
        ValueId weight = builder.Add(new Weight(WeightSlot.Matrix(name, rows, columns, WeightSource.Whole(name, [rows, columns]))));
        return bias ? builder.Add(new Linear(), x, weight, builder.Vector("bias", rows)) : builder.Add(new Linear(), x, weight);
    }

    public static ValueId Normed(this GraphBuilder builder, ValueId x) => builder.Add(new RmsNorm(new NormSpec(1e-6f, ZeroCentred: false)), x, builder.Vector("norm", builder.TypeOf(x).Width));

    public static ValueId Vector(this GraphBuilder builder, string name, int length) => builder.Add(new Weight(WeightSlot.Vector(name, length, name)));

    public static ValueId Activated(this GraphBuilder builder, ValueId x) => builder.Add(new Activate(Activation.Gelu), x);

    /// <summary>The first half of the rows activated, times the second.</summary>
    public static ValueId Gated(this GraphBuilder builder, ValueId product)
    {
        int width = builder.TypeOf(product).Width / 2;
        return builder.Add(new Multiply(), builder.Activated(builder.Add(new Slice(0, width), product)), builder.Add(new Slice(width, width), product));
    }

    /// <summary>The ops that are left of a graph that begins with the residual stream, parameters and weights apart.</summary>
    public static IReadOnlyList<string> After(IReadOnlyList<IPass> passes, Func<GraphBuilder, ValueId, ValueId> result)
    {
        GraphBuilder builder = new();
        ValueId x = builder.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Rows, Hidden)));
        Graph graph = PassRunner.Run(builder.Build(result(builder, x)), [.. passes, new EliminateDead()], CancellationToken.None);
        return [.. graph.Nodes.Where(static node => node.Op is not (Parameter or Weight)).Select(static node => node.Op.ToString())];
    }
}
